namespace Trooper.Tests.Fakes.Wire;

/// <summary>One event of a stream. A delta carries a piece of the answer; pacing waits after those.</summary>
internal sealed record Frame(string Data)
{
    public string? Event { get; init; }

    public bool IsDelta { get; init; }

    public static Frame Of(object data, bool isDelta = false) => new(WireJson.Write(data)) { IsDelta = isDelta };
}
