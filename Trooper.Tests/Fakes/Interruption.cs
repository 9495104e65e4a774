using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes;

/// <summary>What happens after some of the events were sent (half of the bytes, or in place of them an error, when the answer is one JSON body).</summary>
public abstract record Interruption
{
    public Index After { get; init; }

    /// <summary>A clean end of the body: only the protocol's missing terminator tells.</summary>
    public sealed record End : Interruption;

    public sealed record Reset : Interruption;

    public sealed record Hold(Gate Gate) : Interruption;

    /// <summary>The vendor's in-band error, then the end.</summary>
    public sealed record Error(Failure Failure) : Interruption;

    /// <summary>An event that isn't JSON, then the end.</summary>
    public sealed record Garbage : Interruption;
}
