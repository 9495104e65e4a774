using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Report;
using Trooper.Bench.Load.Servers;
using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Load.Scenarios;

internal sealed class Starts : IScenario
{
    public string Name => "start";

    public string Title => "start: from the start of the process to the end of its first answer";

    public async Task Measure(Stand stand, LoadOptions options, FindingTable table)
    {
        var times = new Rounds();
        for (var round = 0; round < options.Rounds; round++)
            times.Add(await ToFirstAnswer(stand, stand.NewFolder($"start-{round}")));
        table.Add(Finding.AtMost("start to first answer", times, 1, "s"));
    }

    /// <summary>Seconds until a Trooper on this folder has answered.</summary>
    public static async Task<double> ToFirstAnswer(Stand stand, string folder)
    {
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        await using var server = stand.StartTrooper(folder);
        await server.WaitUntilOpen();
        using var connection = await HttpConnection.Open(server.Port);
        await connection.Send(new SessionTurns(server.Port, Wish.Plain, turns: 1).Next());
        return clock.GetElapsedTime(started).TotalSeconds;
    }
}
