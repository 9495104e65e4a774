using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Sessions;
using Trooper.Journal.Postgres;
using Trooper.Tests.Journal;
using Trooper.Tests.Journal.Postgres;

namespace Trooper.Tests.Sessions;

/// <summary>Two actors of one session over one database, as two processes have them: whoever loses a version goes on behind the winner.</summary>
public sealed class SharedSessionTests : IAsyncLifetime
{
    private static readonly SessionKey Session = Samples.Key("shared");

    private TestDatabase database = null!;
    private PostgresJournal journal = null!;
    private PostgresJournal otherJournal = null!;
    private SessionActor one = null!;
    private SessionActor other = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.Missing is not null)
            return;
        database = await TestDatabase.Make();
        journal = await database.Open();
        otherJournal = await database.Open();
        one = new(Session, journal, TimeProvider.System);
        other = new(Session, otherJournal, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        if (PostgresServer.Missing is not null)
            return;
        await journal.DisposeAsync();
        await otherJournal.DisposeAsync();
        await database.DisposeAsync();
    }

    [PostgresFact]
    public async Task Messages_appended_on_both_sides_are_all_there()
    {
        const int Each = 20;

        await Task.WhenAll(Append(one, "one"), Append(other, "other"));

        var said = await Transcript();
        Assert.Equal(Enumerable.Range(0, Each).Select(number => $"one {number}"), said.Where(text => text.StartsWith("one", StringComparison.Ordinal)));
        Assert.Equal(Enumerable.Range(0, Each).Select(number => $"other {number}"), said.Where(text => text.StartsWith("other", StringComparison.Ordinal)));

        static async Task Append(SessionActor actor, string name)
        {
            for (var number = 0; number < Each; number++)
                await actor.Append(Message.User($"{name} {number}"), null, CancellationToken.None);
        }
    }

    [PostgresFact]
    public async Task A_turn_whose_beginning_lost_is_begun_again_and_answered()
    {
        await one.Append(Message.User("hello"), null, default);
        await other.Transcript(new(), default);
        var first = await one.Begin(Asking("which day is it?"), default);
        await one.FallBack(first.Turn, "claude", "ollama", "429");
        var second = await other.Begin(Asking("which year is it?"), default);
        await other.FallBack(second.Turn, "claude", "ollama", "529");

        await one.Complete(Answer(first.Turn, "Friday"));
        await other.Complete(Answer(second.Turn, "2026"));

        Assert.Equal(["2026", "Friday", "hello", "which day is it?", "which year is it?"], (await Transcript()).Order(StringComparer.Ordinal));
        var events = await journal.Read(Session).Select(recorded => recorded.Event).ToListAsync();
        // Whichever of the two was first in the journal is turn 1; what happened in each stays with it.
        var began = events.OfType<TurnBegan>().ToDictionary(began => began.Messages[0].Message.Text, began => began.Turn);
        Assert.Equal([1, 2], began.Values.Order());
        Assert.Equal([(began["which day is it?"], "429"), (began["which year is it?"], "529")], events.OfType<FellBack>().Select(left => (left.Turn, left.Trigger)).OrderBy(left => left.Trigger, StringComparer.Ordinal));
        Assert.Equal([(began["which year is it?"], "2026"), (began["which day is it?"], "Friday")], events.OfType<TurnCompleted>().Select(completed => (completed.Turn, completed.Answer.Message.Text)).OrderBy(completed => completed.Text, StringComparer.Ordinal));
        Assert.True(one.IsIdle && other.IsIdle);
    }

    [PostgresFact]
    public async Task A_turn_that_is_under_way_survives_what_others_write()
    {
        var first = await one.Begin(Asking("which day is it?"), default);
        await one.Transcript(new(), default);
        var second = await other.Begin(Asking("which year is it?"), default);
        await other.Complete(Answer(second.Turn, "2026"));

        await one.Complete(Answer(first.Turn, "Friday"));

        Assert.Equal(["2026", "Friday", "which day is it?", "which year is it?"], (await Transcript()).Order(StringComparer.Ordinal));
    }

    [PostgresFact]
    public async Task A_private_turn_that_is_begun_again_stays_private()
    {
        await other.Append(Message.User("hello"), null, default);
        await one.Transcript(new(), default);
        await other.Append(Message.User("are you there?"), null, default);
        var turn = await one.Begin(Asking("my password is rosebud, can you remember that?", RouteWish.ForceLocal), default);

        await one.Complete(Answer(turn.Turn, "I shall keep it", "ollama"));

        var turns = await one.Transcript(new(), default);
        Assert.Equal([Locality.Any, Locality.Any, Locality.LocalOnly, Locality.LocalOnly], turns!.Select(said => said.Locality));
    }

    [PostgresFact]
    public async Task What_another_wrote_or_deleted_is_seen_without_writing()
    {
        await one.Append(Message.User("hello"), null, default);
        await other.Append(Message.User("are you there?"), null, default);
        Assert.Equal(2, (await one.Transcript(new(), default))!.Count);

        await other.Delete(default);
        Assert.Null(await one.Transcript(new(), default));
        await other.Append(Message.User("hello again"), null, default);
        await other.Append(Message.User("anybody?"), null, default);

        Assert.Equal(["hello again", "anybody?"], (await one.Transcript(new(), default))!.Select(turn => turn.Message.Text));
    }

    [PostgresFact]
    public async Task A_session_deleted_and_begun_anew_to_the_same_length_is_another()
    {
        await one.Append(Message.User("old"), null, default);
        Assert.Single((await one.Transcript(new(), default))!);

        await otherJournal.Delete(Session);
        await other.Append(Message.User("new"), null, default);

        Assert.Equal("new", (await one.Transcript(new(), default))!.Single().Message.Text);
    }

    private async Task<List<string>> Transcript()
    {
        var reader = new SessionActor(Session, journal, TimeProvider.System);
        return [.. (await reader.Transcript(new(), default))!.Select(turn => turn.Message.Text)];
    }

    private static TurnOpening Asking(string text, RouteWish wish = RouteWish.None) => new()
    {
        Before = ContentHash.None,
        Messages = [MessageWeight.Record(Message.User(text))],
        Route = new(wish, new(false, "test"), NamesLocalModel: false, HasCloud: true),
        Name = new("X-Session-ID", IsAgent: false),
    };

    private static TurnOutcome Answer(int turn, string text, string provider = "claude") =>
        new(turn, Message.Assistant(text), provider, "model", null, "end_turn", default, 0, [], false, null);
}
