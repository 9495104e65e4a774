using System.Text;
using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Report;
using Trooper.Bench.Load.Stands;
using Trooper.Core.Protocols.Anthropic;
using Wish = Trooper.Bench.Load.Servers.Wish;

namespace Trooper.Bench.Load.Scenarios;

/// <summary>
/// What a turn costs when the history before it is long. Beyond reading the bytes: less what the bare relay needs to move them, and what scanning them takes.
/// </summary>
internal sealed class LongSession : IScenario
{
    private const int Early = 10, Late = 1000;

    /// <summary>Turns before and behind the one that is meant, measured with it.</summary>
    private const int Around = 2, AroundLate = 50;

    private const int ShortSessions = 150;

    public string Name => "history";

    public string Title => "history: turn 1000 against turn 10 of a session that resends its history";

    public async Task Measure(Stand stand, LoadOptions options, FindingTable table)
    {
        var bodies = Bodies();
        var (time, cpu) = (new Rounds(), new Rounds());
        var (early, late) = (new List<Cost>(), new List<Cost>());
        for (var round = 0; round < Math.Min(options.Rounds, 3); round++)
        {
            early.Add(await TurnsAround(Early, Around, options.IsQuick ? 20 : ShortSessions, stand, bodies));
            late.Add(await TurnsAround(Late, AroundLate, 1, stand, bodies));
            time.Add(late[^1].BeyondReading / early[^1].BeyondReading);
            cpu.Add(late[^1].CpuBeyondReading / early[^1].CpuBeyondReading);
        }
        table.Add(Finding.AtMost("turn 1000 against turn 10, time beyond reading the bytes", time, 1.2, "×"));
        table.Add(Finding.AtMost("turn 1000 against turn 10, processor time beyond reading the bytes", cpu, 1.2, "×"));
        Tell(table, $"turn {Early}, {bodies[Early].Length / 1024} KB", early);
        Tell(table, $"turn {Late}, {bodies[Late].Length / 1024} KB", late);
    }

    private static List<string> Bodies()
    {
        var conversation = new Conversation(Wish.Plain, stream: false, seed: 7, sentences: 3);
        return [.. Enumerable.Range(0, Late + AroundLate).Select(_ => conversation.NextTurn())];
    }

    /// <summary>Goes through sessions from their first turn, and measures the turns around one of them.</summary>
    private static async Task<Cost> TurnsAround(int turn, int around, int sessions, Stand stand, List<string> bodies)
    {
        using var trooper = await HttpConnection.Open(stand.Trooper.Port);
        using var relay = await HttpConnection.Open(stand.Relay.Port);
        var (trooperTimes, relayTimes) = (new List<long>(), new List<long>());
        var (trooperCpu, relayCpu) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var nth = 0; nth < sessions; nth++)
        {
            var session = SessionTurns.NewSession();
            for (var at = 0; at < turn - around; at++)
                await trooper.Send(Request(stand.Trooper, at).For(session));

            var (trooperBefore, relayBefore) = (stand.Trooper.Server.CpuTime, stand.Relay.Server.CpuTime);
            for (var at = turn - around; at < turn + around; at++)
            {
                relayTimes.Add(Whole(await relay.Send(Request(stand.Relay, at).For(session))));
                trooperTimes.Add(Whole(await trooper.Send(Request(stand.Trooper, at).For(session))));
            }
            trooperCpu += stand.Trooper.Server.CpuTime - trooperBefore;
            relayCpu += stand.Relay.Server.CpuTime - relayBefore;
        }
        var scan = ScanTime(Encoding.UTF8.GetBytes(bodies[turn]));
        var turns = trooperTimes.Count;
        return new(new Latencies(trooperTimes).P50, new Latencies(relayTimes).P50, scan, trooperCpu.TotalMilliseconds / turns, relayCpu.TotalMilliseconds / turns);

        RequestTemplate Request(Target target, int at) => new(target.Port, bodies[at]);
    }

    private static long Whole(Exchange exchange) => exchange.LastByte - exchange.Started;

    // In processor time: what the machine does for others meanwhile is no part of a scan.
    private static double ScanTime(byte[] body)
    {
        const int Times = 100;
        Scan();
        var before = Environment.CpuUsage.TotalTime;
        Scan();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / Times;

        void Scan()
        {
            for (var time = 0; time < Times; time++)
                AnthropicRequestScanner.Scan(body);
        }
    }

    private static void Tell(FindingTable table, string turn, IReadOnlyList<Cost> costs)
    {
        Line("Trooper", cost => cost.Trooper);
        Line("the bare relay", cost => cost.Relay);
        Line("scanning alone", cost => cost.Scan);
        Line("processor time, Trooper", cost => cost.TrooperCpu);
        Line("processor time, the bare relay", cost => cost.RelayCpu);

        void Line(string what, Func<Cost, double> figure)
        {
            var rounds = new Rounds();
            foreach (var cost in costs)
                rounds.Add(figure(cost));
            table.Add(Finding.Plain($"{turn}: {what}", rounds, "ms", "0.000"));
        }
    }

    /// <summary>One turn, in milliseconds.</summary>
    private sealed record Cost(double Trooper, double Relay, double Scan, double TrooperCpu, double RelayCpu)
    {
        public double BeyondReading => Trooper - Relay - Scan;

        public double CpuBeyondReading => TrooperCpu - RelayCpu - Scan;
    }
}
