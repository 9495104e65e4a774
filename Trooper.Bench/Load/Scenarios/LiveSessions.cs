using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Report;
using Trooper.Bench.Load.Servers;
using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Load.Scenarios;

/// <summary>
/// Memory for many live sessions, and after they went cold. That takes minutes, so it is in two parts: other scenarios are measured meanwhile, on
/// other processes.
/// </summary>
internal sealed class LiveSessions(Stand stand, LoadOptions options, FindingTable table)
{
    public const string Name = "memory";

    private const int Turns = 20;
    private const int Connections = 8;

    /// <summary>Two minutes until a session is cold, half a minute at most until that is seen, and some time to give memory back.</summary>
    private static readonly TimeSpan Cooling = TimeSpan.FromSeconds(165);

    private readonly TimeProvider clock = TimeProvider.System;
    private readonly string folder = stand.NewFolder("live");
    private ServerProcess? server;
    private double idle;
    private long filledAt;

    public async Task Fill()
    {
        table.Begin($"{Name}: {options.Sessions} live sessions of {Turns} turns");
        server = stand.StartTrooper(folder);
        await server.WaitUntilOpen();
        await new LoadRun(new("live", server), TimeSpan.FromSeconds(2)) { Connections = Connections }.Run();
        await Task.Delay(TimeSpan.FromSeconds(2));
        idle = server.ResidentMegabytes;

        var started = clock.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(client => OpenSessions(server.Port, client)));
        filledAt = clock.GetTimestamp();
        await Task.Delay(TimeSpan.FromSeconds(2));
        var live = server.ResidentMegabytes;
        table.Add(new("resident memory, an idle process that has served", $"{idle:0} MB"));
        table.Add(new("opening them took", $"{clock.GetElapsedTime(started, filledAt).TotalSeconds:0.0} s"));
        table.Add(Finding.AtMost($"memory for {options.Sessions} live sessions of {Turns} turns, over idle", One(live - idle), 300, "MB", "0"));
    }

    public async Task CoolAndRestart()
    {
        table.Begin($"{Name}, later: the same sessions cold, and on disk");
        if (!options.IsQuick)
        {
            if (Cooling - clock.GetElapsedTime(filledAt) is var left && left > TimeSpan.Zero)
                await Task.Delay(left);
            // "Back to idle" needs a number: within 50 MB.
            table.Add(Finding.AtMost("memory after they went cold, over idle", One(server!.ResidentMegabytes - idle), 50, "MB", "0"));
        }
        await server!.DisposeAsync();
        var times = new Rounds();
        for (var round = 0; round < Math.Min(options.Rounds, 3); round++)
            times.Add(await Starts.ToFirstAnswer(stand, folder));
        table.Add(Finding.AtMost($"start to first answer with {options.Sessions} sessions on disk", times, 1, "s"));
    }

    // The first request brings nineteen turns, the second the twentieth: what stays in memory is the same as after twenty requests.
    private async Task OpenSessions(int port, int client)
    {
        using var connection = await HttpConnection.Open(port);
        for (var nth = client; nth < options.Sessions; nth += Connections)
        {
            var conversation = new Conversation(Wish.Plain, stream: false, seed: nth * Turns, sentences: 2);
            var session = SessionTurns.NewSession();
            for (var turn = 1; turn < Turns - 1; turn++)
                conversation.NextTurn();
            await connection.Send(new RequestTemplate(port, conversation.NextTurn()).For(session));
            await connection.Send(new RequestTemplate(port, conversation.NextTurn()).For(session));
        }
    }

    private static Rounds One(double value)
    {
        var rounds = new Rounds();
        rounds.Add(value);
        return rounds;
    }
}
