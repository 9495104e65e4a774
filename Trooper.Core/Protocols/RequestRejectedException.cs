namespace Trooper.Core.Protocols;

/// <summary>
/// A request that is the client's mistake. The message names the field and what is accepted; the dialect puts it in its own envelope.
/// </summary>
public sealed class RequestRejectedException(string message, int status = 400) : Exception(message)
{
    /// <summary>The HTTP status to answer with, a 4xx.</summary>
    public int Status => status;

    public static RequestRejectedException At(string field, string problem) => new($"{field}: {problem}");
}
