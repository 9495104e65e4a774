using Trooper.Core.Sessions;
using static Trooper.Tests.Journal.Samples;

namespace Trooper.Tests.Journal;

public abstract partial class JournalContract
{
    [ContractTheory]
    [InlineData("nonsense")]
    [InlineData("MTIz")]
    [InlineData("")]
    public async Task What_is_no_cursor_is_refused(string cursor) =>
        await Assert.ThrowsAsync<FormatException>(async () => await Journal.List(new SessionQuery("", 2, cursor)));

    [ContractFact]
    public async Task Pages_go_from_the_latest_activity_to_the_oldest()
    {
        foreach (var (id, minute) in new[] { ("old", 1), ("new", 9), ("mid", 5), ("mid2", 5) })
            await Journal.Append(Key(id), 0, [Event(id)], Summary(Key(id), minute));
        await Journal.Append(Key("foreign", "team"), 0, [Event("x")], Summary(Key("foreign", "team"), 7));

        var first = await Journal.List(new SessionQuery("", 2));
        var second = await Journal.List(new SessionQuery("", 2, first.NextCursor));

        var ids = first.Sessions.Concat(second.Sessions).Select(session => session.SessionId).ToList();
        Assert.Equal(("new", "old"), (ids[0], ids[3]));
        Assert.Equal(["mid", "mid2", "new", "old"], ids.Order());
        Assert.Null(second.NextCursor);
    }

    [ContractFact]
    public async Task A_session_that_becomes_active_between_two_pages_is_not_listed_twice()
    {
        for (var number = 0; number < 6; number++)
            await Journal.Append(Key($"s{number}"), 0, [Event("x")], Summary(Key($"s{number}"), number));
        var first = await Journal.List(new SessionQuery("", 3));
        await Journal.Append(Key("s4"), 1, [Event("y")], Summary(Key("s4"), 50));

        var second = await Journal.List(new SessionQuery("", 3, first.NextCursor));

        Assert.Equal(["s5", "s4", "s3"], first.Sessions.Select(session => session.SessionId));
        Assert.Equal(["s2", "s1", "s0"], second.Sessions.Select(session => session.SessionId));
    }

    [ContractFact]
    public async Task A_page_that_is_exactly_full_is_the_last()
    {
        await Journal.Append(Key("a"), 0, Event("x"));
        await Journal.Append(Key("b"), 0, Event("x"));

        var page = await Journal.List(new SessionQuery("", 2));

        Assert.Equal(2, page.Sessions.Count);
        Assert.Null(page.NextCursor);
    }

    [ContractTheory]
    [InlineData("PROXY", "s2", "s1")]
    [InlineData("s3", "s3")]
    [InlineData("100%", "s3")]
    [InlineData("_")]
    public async Task A_search_looks_into_ids_and_intents_whatever_their_case(string search, params string[] expected)
    {
        await Journal.Append(Key("s1"), 0, [Event("x")], Summary(Key("s1"), 1, "building a go Proxy"));
        await Journal.Append(Key("s2"), 0, [Event("x")], Summary(Key("s2"), 2, "proxy"));
        await Journal.Append(Key("s3"), 0, [Event("x")], Summary(Key("s3"), 3, "100% local"));

        var page = await Journal.List(new SessionQuery("", 10, Search: search));

        Assert.Equal(expected, page.Sessions.Select(session => session.SessionId));
    }

    [ContractFact]
    public async Task An_intent_may_hold_whatever_a_model_can_write()
    {
        await Journal.Append(Key("a"), 0, [Event("x")], Summary(Key("a"), intent: "a half \ud83d and a null \0 and a quote '"));

        Assert.Single((await Journal.List(new SessionQuery("", 10, Search: "AND A QUOTE '"))).Sessions);
    }

    [ContractFact]
    public async Task Sessions_are_found_by_the_heads_they_have_now()
    {
        await Journal.Append(Key("a"), 0, [Event("x")], Summary(Key("a"), 1) with { Heads = [Hash(1), Hash(2)] });
        await Journal.Append(Key("b"), 0, [Event("x")], Summary(Key("b"), 2) with { Heads = [Hash(1), Hash(3)] });
        await Journal.Append(Key("c", "team"), 0, [Event("x")], Summary(Key("c", "team"), 3) with { Heads = [Hash(1)] });
        await Journal.Append(Key("a"), 1, [Event("y")], Summary(Key("a"), 4) with { Heads = [Hash(1), Hash(4)] });

        Assert.Equal(["a", "b"], Ids(await Journal.FindByHead("", [Hash(1), Hash(4)])));
        Assert.Equal(["b"], Ids(await Journal.FindByHead("", [Hash(3), Hash(2)])));
        Assert.Equal(["c"], Ids(await Journal.FindByHead("team", [Hash(1)])));
        Assert.Empty(await Journal.FindByHead("", []));
    }

    [ContractFact]
    public async Task Sessions_are_found_by_their_local_only_messages_and_by_their_parent()
    {
        await Journal.Append(Key("a"), 0, [Event("x")], Summary(Key("a")) with { LocalOnly = [Hash(1), Hash(2)], Parent = "p" });
        await Journal.Append(Key("b"), 0, [Event("x")], Summary(Key("b")) with { LocalOnly = [Hash(2)], Parent = "p" });
        await Journal.Append(Key("c", "team"), 0, [Event("x")], Summary(Key("c", "team")) with { LocalOnly = [Hash(2)], Parent = "p" });

        Assert.Equal(["a"], Ids(await Journal.FindByLocalOnly("", [Hash(1)])));
        Assert.Equal(["a", "b"], Ids(await Journal.FindByLocalOnly("", [Hash(2), Hash(1)])).Order());
        Assert.Equal(["a", "b"], Ids(await Journal.Children(Key("p"))).Order());
        Assert.Equal(["c"], Ids(await Journal.Children(Key("p", "team"))));
        Assert.Empty(await Journal.Children(Key("a")));
    }

    [ContractFact]
    public async Task Idle_sessions_of_every_team_are_named_oldest_first()
    {
        foreach (var (key, minute) in new[] { (Key("a"), 3), (Key("b", "team"), 1), (Key("c"), 2), (Key("d"), 4) })
            await Journal.Append(key, 0, [Event("x")], Summary(key, minute));

        Assert.Equal([Key("b", "team"), Key("c"), Key("a")], await Journal.IdleSince(Start.AddMinutes(4), 10));
        Assert.Equal([Key("b", "team"), Key("c")], await Journal.IdleSince(Start.AddMinutes(4), 2));
        Assert.Empty(await Journal.IdleSince(Start, 10));
    }

    private static IEnumerable<string> Ids(IEnumerable<SessionSummary> sessions) => sessions.Select(session => session.SessionId);
}
