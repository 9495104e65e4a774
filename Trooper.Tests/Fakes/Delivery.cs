namespace Trooper.Tests.Fakes;

/// <summary>How an answer is put on the wire.</summary>
public sealed record Delivery
{
    public TimeSpan BetweenDeltas { get; init; }

    /// <summary>Bytes per write; 0 writes an event at a time.</summary>
    public int ChunkBytes { get; init; }

    public string LineEnd { get; init; } = "\n";

    /// <summary>The last event comes twice.</summary>
    public bool EndsTwice { get; init; }

    /// <summary>A comment line before every event.</summary>
    public bool Comments { get; init; }
}
