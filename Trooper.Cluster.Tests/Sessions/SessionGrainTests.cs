using Trooper.Cluster.Tests.Hosting;
using Trooper.Core.Protocols;
using Trooper.Core.Sessions;

namespace Trooper.Cluster.Tests.Sessions;

/// <summary>A session is one and the same from every node, whatever becomes of the node that holds it.</summary>
public sealed class SessionGrainTests
{
    [Fact]
    public async Task Leaves_memory_and_goes_on_where_it_was()
    {
        await using var cluster = await TrooperCluster.Start();
        await cluster.Session("s").Say("one");
        await cluster.Forget();
        await cluster.Session("s").Say("two");

        Assert.Equal(["User: one", "Assistant: heard: one", "User: two", "Assistant: heard: two"], await cluster.Session("s").Lines());
    }

    [Fact]
    public async Task Turn_under_way_when_its_silo_dies_is_ended_on_another_and_stands_there_once()
    {
        await using var cluster = await TrooperCluster.Start(3);
        var session = cluster.Session("s");
        await session.Say("one");
        var turn = await session.Ask("two");
        await cluster.Session("s").Lines(); // what was begun is durable
        await cluster.Silos.KillSiloAsync(await cluster.HolderOf("s"));
        await session.Answer(turn, "heard: two");

        Assert.Equal(["User: one", "Assistant: heard: one", "User: two", "Assistant: heard: two"], await cluster.Session("s").Lines());
    }

    [Fact]
    public async Task Turn_whose_beginning_was_lost_with_its_silo_is_begun_again()
    {
        await using var cluster = await TrooperCluster.Start(3);
        var session = cluster.Session("s");
        await session.Say("one");
        cluster.Journal.RefuseAppends(1);
        var lost = await session.Ask("two");
        await cluster.Silos.KillSiloAsync(await cluster.HolderOf("s"));
        // The number that the lost turn had is given again.
        var other = cluster.Session("s");
        var taken = await other.Ask("three");
        await session.Answer(lost, "heard: two");
        await other.Answer(taken, "heard: three");

        var lines = await cluster.Session("s").Lines();
        Assert.Equal(lost.Turn, taken.Turn);
        Assert.Equal(6, lines.Count);
        Assert.Equal(["User: one", "Assistant: heard: one", "User: two", "Assistant: heard: two", "User: three", "Assistant: heard: three"], lines.Order(StringComparer.Ordinal).OrderBy(line => line.EndsWith("two", StringComparison.Ordinal) ? 1 : line.EndsWith("three", StringComparison.Ordinal) ? 2 : 0).ThenByDescending(line => line[0]));
    }

    [Fact]
    public async Task Answer_that_was_kept_though_nobody_heard_of_it_is_not_kept_twice()
    {
        await using var cluster = await TrooperCluster.Start();
        var session = cluster.Session("s");
        var turn = await session.Ask("one");
        await cluster.Session("s").Lines();
        cluster.Journal.LosesNextAnswer = true;
        await session.Answer(turn, "heard: one");

        Assert.Equal(["User: one", "Assistant: heard: one"], await cluster.Session("s").Lines());
    }

    [Fact]
    public async Task Answer_waits_for_a_journal_that_comes_back()
    {
        await using var cluster = await TrooperCluster.Start();
        var session = cluster.Session("s");
        await session.Say("one");
        var turn = await session.Ask("two");
        cluster.Journal.IsAway = true;
        var answered = session.Answer(turn, "heard: two");
        Assert.False(answered.IsCompleted);
        cluster.Journal.IsAway = false;
        await answered;

        Assert.Equal(["User: one", "Assistant: heard: one", "User: two", "Assistant: heard: two"], await cluster.Session("s").Lines());
    }

    [Fact]
    public async Task Second_activation_forks_nothing()
    {
        await using var cluster = await TrooperCluster.Start();
        await cluster.Session("s").Say("one");
        // Another process that believes to have the session, as after a partition.
        var twin = new SessionActor(new(SessionKey.NoTeam, "s"), cluster.Journal, TimeProvider.System);
        var here = cluster.Session("s");
        var turn = await here.Ask("two");
        var there = await twin.Begin(Talking.Opening("three"), CancellationToken.None);
        await here.Answer(turn, "heard: two");
        await twin.Complete(Talking.Outcome(there.Turn, "heard: three"));
        await here.Say("four");

        var lines = await cluster.Session("s").Lines();
        Assert.Equal(
            ["Assistant: heard: four", "Assistant: heard: one", "Assistant: heard: three", "Assistant: heard: two", "User: four", "User: one", "User: three", "User: two"],
            lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Answer_told_from_what_is_local_only_stays_so_though_the_session_moved()
    {
        await using var cluster = await TrooperCluster.Start(3);
        var session = cluster.Session("s");
        var secret = await session.Ask("the code of the safe in my office is 4711", RouteWish.ForceLocal);
        await session.Answer(secret, "I shall remember it");
        var turn = await session.Ask("what is the code of the safe", RouteWish.PreferLocal);
        await session.Context(new(turn.Turn, "claude", 6144, Audience.Local, null, []), CancellationToken.None);
        await cluster.Session("s").Lines();
        await cluster.Silos.KillSiloAsync(await cluster.HolderOf("s"));
        await session.Answer(turn, "it is 4711");

        var last = (await cluster.Session("s").Transcript(new(), CancellationToken.None))![^1];
        Assert.Equal("it is 4711", last.Message.Text);
        Assert.Equal(Locality.LocalOnly, last.Locality);
    }

    [Fact]
    public async Task Is_watched_from_another_node_and_the_watch_outlives_its_silo()
    {
        await using var cluster = await TrooperCluster.Start(3);
        await cluster.Session("s").Say("one");
        using var enough = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var updates = cluster.Session("s").Watch(null, enough.Token).GetAsyncEnumerator(enough.Token);
        Assert.True(await updates.MoveNextAsync());
        Assert.IsType<SitrepUpdate>(updates.Current);

        await cluster.Session("s").Say("two");
        await Until(updates, "heard: two");
        await cluster.Silos.KillSiloAsync(await cluster.HolderOf("s"));
        await cluster.Session("s").Say("three");
        await Until(updates, "heard: three");

        static async Task Until(IAsyncEnumerator<SessionUpdate> updates, string text)
        {
            do
                Assert.True(await updates.MoveNextAsync());
            while (updates.Current is not TurnUpdate { Turn.Message.Text: var said } || said != text);
        }
    }

    [Fact]
    public async Task Is_forgotten_everywhere()
    {
        await using var cluster = await TrooperCluster.Start();
        await cluster.Session("s").Say("one");

        Assert.True(await cluster.Session("s").Delete(CancellationToken.None));
        Assert.False(await cluster.Session("s").Delete(CancellationToken.None));
        Assert.Null(await cluster.Session("s").Transcript(new(), CancellationToken.None));
        Assert.Null(await cluster.Session("s").Sitrep(CancellationToken.None));
        Assert.Null(await cluster.Session("s").Recovery(CancellationToken.None));
    }
}
