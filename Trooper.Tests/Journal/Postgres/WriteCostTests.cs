using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Sessions;
using Xunit.Abstractions;

namespace Trooper.Tests.Journal.Postgres;

/// <summary>A turn writes what is new, however long its session is.</summary>
public sealed class WriteCostTests(ITestOutputHelper output)
{
    private const int Measured = 10;

    [PostgresOutageFact]
    public async Task A_late_turn_writes_no_more_than_an_early_one()
    {
        await using var server = await PostgresServer.Initialise();
        await server.Start();
        await using var database = TestDatabase.In(server);
        await using var journal = await database.Open();
        var actor = new SessionActor(Samples.Key("long"), journal, TimeProvider.System);
        var costs = new List<long>();

        // Beside the turns that save a snapshot, which comes with every two hundredth event.
        foreach (var (from, isPrivate) in new[] { (10, false), (105, false), (1005, false), (1105, true) })
        {
            while (turns < from)
                await Turn(actor, isPrivate: false);
            var before = await database.Ask<decimal>("select pg_current_wal_insert_lsn() - '0/0'");
            for (var turn = 0; turn < Measured; turn++)
                await Turn(actor, isPrivate);
            costs.Add((long)(await database.Ask<decimal>("select pg_current_wal_insert_lsn() - '0/0'") - before) / Measured);
        }

        output.WriteLine($"bytes written for a turn, at turns 10, 105, 1005 and, local-only, 1105: {string.Join(", ", costs)}");
        Assert.All(costs, cost => Assert.InRange(cost, 1, costs[0] * 3 / 2));
    }

    private int turns;

    private async Task Turn(SessionActor actor, bool isPrivate)
    {
        turns++;
        var opening = new TurnOpening
        {
            Before = ContentHash.None,
            Messages = [MessageWeight.Record(Message.User($"please do step {turns} of the plan that we made this morning"))],
            Route = new(isPrivate ? RouteWish.ForceLocal : RouteWish.None, new(false, "test"), NamesLocalModel: false, HasCloud: true),
            Name = new("X-Session-ID", IsAgent: false),
        };
        var opened = await actor.Begin(opening, default);
        await actor.Complete(new(opened.Turn, Message.Assistant($"I shall look at step {turns} now"), "claude", "model", null, "end_turn", default, 0, [], false, null));
    }
}
