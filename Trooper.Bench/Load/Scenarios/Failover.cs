using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Report;
using Trooper.Bench.Load.Servers;
using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Load.Scenarios;

/// <summary>A provider refuses at once, the local model answers: what that takes beyond the two calls themselves.</summary>
internal sealed class Failover : IScenario
{
    private const int Times = 150;

    public string Name => "failover";

    public string Title => "failover: refused by the cloud, answered by the local model";

    public async Task Measure(Stand stand, LoadOptions options, FindingTable table)
    {
        foreach (var (model, status) in new[] { (Wish.NoCredit, 402), (Wish.Overloaded, 529) })
        {
            var (p50, p99) = (new Rounds(), new Rounds());
            for (var round = 0; round < Math.Min(options.Rounds, 3); round++)
            {
                var calls = await BothCalls(stand.Direct.Port, model, status);
                var failover = await ThroughTrooper(stand.Trooper.Port, model);
                p50.Add(failover.P50 - calls.P50);
                p99.Add(failover.P99 - calls.P99);
            }
            table.Add(Finding.AtMost($"failover on {status}, added time, p50", p50, 2, "ms"));
            table.Add(Finding.Plain($"failover on {status}, added time, p99", p99, "ms"));
        }
    }

    private static async Task<Latencies> BothCalls(int port, string model, int status)
    {
        using var connection = await HttpConnection.Open(port);
        var body = new Conversation(model, stream: false, seed: 1).NextTurn();
        var (cloud, local) = (new RequestTemplate(port, body), new RequestTemplate(port, body, "/api/chat"));
        var times = new List<long>();
        for (var time = 0; time < Times; time++)
        {
            var refused = await connection.Send(cloud.For(time), status);
            var answered = await connection.Send(local.For(time));
            times.Add(refused.LastByte - refused.Started + answered.LastByte - answered.Started);
        }
        return new(times);
    }

    // Each failure is followed by a success: three in a row would open the breaker, and then nobody is asked.
    private static async Task<Latencies> ThroughTrooper(int port, string model)
    {
        using var connection = await HttpConnection.Open(port);
        var (failing, healthy) = (new SessionTurns(port, model), new SessionTurns(port, Wish.Plain));
        var times = new List<long>();
        for (var time = 0; time < Times; time++)
        {
            var exchange = await connection.Send(failing.Next());
            times.Add(exchange.LastByte - exchange.Started);
            await connection.Send(healthy.Next());
        }
        return new(times);
    }
}
