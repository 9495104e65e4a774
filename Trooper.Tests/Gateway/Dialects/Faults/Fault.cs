using Trooper.Tests.Fakes;

namespace Trooper.Tests.Gateway.Dialects.Faults;

/// <summary>A way in which a stream goes wrong, at a place of the stream or as a whole.</summary>
internal sealed record Fault(string Name, Func<Behaviour, int, Behaviour> At)
{
    /// <summary>It happens once, not at each place.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The provider says no more: only the clock ends it.</summary>
    public bool IsSilent { get; init; }

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("cut", (said, place) => said.CutAfter(place)),
        new("reset", (said, place) => said.ResetAfter(place)),
        new("stall", (said, place) => said.StalledAfter(place)) { IsSilent = true },
        new("garbage", (said, place) => said.GarbledAfter(place)),
        new("error", (said, place) => said.FailedAfter(place)),
        new("end twice", (said, _) => said.EndingTwice()) { IsWhole = true },
        new("empty 200", (_, _) => Behave.RepliesWith(200, "", "text/event-stream")) { IsWhole = true },
    ];
}
