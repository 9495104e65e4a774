using Trooper.Bench.Load;
using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Report;
using Trooper.Bench.Load.Servers;

namespace Trooper.Bench.Cluster;

/// <summary>What a turn has the database write, early in a session and late.</summary>
internal sealed class WriteCost : IClusterScenario
{
    /// <summary>Fewer than lie between two snapshots, and chosen beside them.</summary>
    private const int Measured = 10;

    private static readonly int[] Points = [10, 100, 1000];

    public string Name => "writes";

    public string Title => "writes: bytes in the database's log for a turn of a session that resends its history";

    public async Task Measure(ClusterStand stand, LoadOptions options, FindingTable table)
    {
        var node = (await stand.StartNodes("writes", "all"))[0];
        var costs = Points.ToDictionary(point => point, _ => new Rounds());
        var growth = new Rounds();
        var whole = new Rounds();
        var late = options.IsQuick ? Points[1] : Points[^1];
        for (var round = 0; round < Math.Min(options.Rounds, 2); round++)
        {
            using var connection = await HttpConnection.Open(node.Port);
            var conversation = new Conversation(Wish.Plain, stream: false, seed: round, sentences: 2);
            var session = SessionTurns.NewSession();
            var written = new List<long>();
            for (var turn = 1; turn <= late + Measured; turn++)
            {
                var before = await stand.Postgres.Written();
                await connection.Send(new RequestTemplate(node.Port, conversation.NextTurn()).For(session));
                written.Add(await stand.Postgres.Written() - before);
            }
            foreach (var point in Points.Where(point => point <= late))
                costs[point].Add(Median(written.Skip(point - 1).Take(Measured)));
            growth.Add(Median(written.Skip(late - 1).Take(Measured)) / Median(written.Skip(Points[0] - 1).Take(Measured)));
            whole.Add(written.Average());
        }
        foreach (var point in Points.Where(point => point <= late))
            table.Add(Finding.Plain($"written at turn {point}", costs[point], "bytes", "0"));
        table.Add(Finding.Plain("written for a turn on average, snapshots included", whole, "bytes", "0"));
        table.Add(Finding.AtMost($"turn {late} against turn {Points[0]}", growth, 1.2, "×"));
    }

    private static double Median(IEnumerable<long> values) => values.Order().ElementAt(Measured / 2);
}
