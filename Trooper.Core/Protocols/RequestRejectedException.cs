namespace Trooper.Core.Protocols;

/// <summary>
/// A request that is the client's mistake. The message names the field and what is accepted; the dialect puts it in its own envelope.
/// </summary>
public sealed class RequestRejectedException(string message, int status = 400) : Exception(message)
{
    /// <summary>The HTTP status to answer with, a 4xx.</summary>
    public int Status => status;

    /// <summary>The field that is wrong, for the dialects whose envelope names it.</summary>
    public string? Field { get; init; }

    /// <summary>The reason as a word that clients match on, where the dialect has one.</summary>
    public string? Code { get; init; }

    public static RequestRejectedException At(string field, string problem) => new($"{field}: {problem}") { Field = field };
}
