using Trooper.Core.Conversations;
using Trooper.Core.Sessions;
using static Trooper.Tests.Journal.Samples;

namespace Trooper.Tests.Journal;

/// <summary>What every journal does. Each test has a store of its own.</summary>
public abstract partial class JournalContract : IAsyncLifetime
{
    protected IJournal Journal { get; private set; } = null!;

    /// <summary>Opens the journal over the test's own store; opened again, it finds what was written before.</summary>
    protected abstract Task<IJournal> Open();

    public virtual async Task InitializeAsync() => Journal = await Open();

    public virtual async Task DisposeAsync() => await Journal.DisposeAsync();

    protected async Task Reopen()
    {
        await Journal.DisposeAsync();
        Journal = await Open();
    }

    [ContractFact]
    public async Task Events_are_read_as_they_were_appended()
    {
        SessionEvent[] events =
        [
            new SessionOpened("header", "mother") { At = Start },
            new TurnBegan(1, -1, [Recorded(Message.User("hello \"you\"\n\0 é 🛰 \u2028 </script>"))], "claude (direct)", "model", null) { At = Start, Aside = true },
            new FellBack(1, "claude", "ollama", "429") { At = Start },
            new HandedOver(1, new Receipt(Start, "ollama", 6144, 9000, 6000, [0, 1], [2, 3], [4])) { At = Start },
            new TurnCompleted(1, 0, Recorded(Message.Assistant("hi")), "ollama", "llama", "end_turn", new TokenUsage(1, 2, 3, 4, true), 5,
                [new Attempt("claude", "haiku", Start, "429", [1])]) { At = Start, Partial = true, ReplyId = "msg_1" },
            new TurnFailed(2, "everything failed", []) { At = Start.AddTicks(1) },
            Event("by hand"),
        ];
        await Journal.Append(Key("a"), 0, events[..3]);
        await Journal.Append(Key("a"), 3, events[3..]);

        var read = await Journal.ReadAll(Key("a"));

        Assert.Equal(events.Select(Json), read.Select(recorded => Json(recorded.Event)));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], read.Select(recorded => recorded.Version));
    }

    [ContractFact]
    public async Task Json_of_clients_and_models_keeps_its_line_breaks()
    {
        const string Arguments = "{\n  \"path\": \"a.cs\"\n}";
        const string Foreign = "{\"type\":\"server_tool_use\",\r\n \"input\":{\n}}";
        var message = new Message(Role.Assistant, [new ToolCallBlock("t1", "read", Arguments), new OpaqueBlock("server_tool_use", Foreign)]);
        await Journal.Append(Key("a"), 0, new MessageAppended(-1, Recorded(message), null) { At = Start });
        await Journal.Append(Key("a"), 1, Event("next"));
        await Reopen();

        var read = await Journal.ReadAll(Key("a"));

        var blocks = ((MessageAppended)read[0].Event).Message.Message.Content;
        Assert.Equal(Arguments, ((ToolCallBlock)blocks[0]).ArgumentsJson);
        Assert.Equal(Foreign, ((OpaqueBlock)blocks[1]).Json);
        Assert.Equal(2, read.Count);
    }

    [ContractFact]
    public async Task A_large_event_comes_back_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 400_000).Select(number => $"{number:x8} "));
        await Journal.Append(Key("a"), 0, Event("before"), Event(text), Event("behind"));

        Assert.Equal(["1: before", $"2: {text}", "3: behind"], await Journal.Texts(Key("a")));
    }

    [ContractTheory]
    [InlineData(1, 2, "1: said 1", "2: said 2")]
    [InlineData(4, long.MaxValue, "4: said 4", "5: said 5")]
    [InlineData(3, 3, "3: said 3")]
    [InlineData(6, 9)]
    [InlineData(4, 3)]
    [InlineData(-2, 1, "1: said 1")]
    public async Task Only_the_range_asked_for_is_read(long from, long to, params string[] expected)
    {
        await Journal.Append(Key("a"), 0, Events(5));

        Assert.Equal(expected, await Journal.Texts(Key("a"), from, to));
    }

    [ContractFact]
    public async Task An_unknown_session_has_nothing()
    {
        Assert.Empty(await Journal.ReadAll(Key("nobody")));
        Assert.Null(await Journal.Find(Key("nobody")));
        Assert.Null(await Journal.LoadSnapshot(Key("nobody")));
        Assert.False(await Journal.Delete(Key("nobody")));
    }

    [ContractTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_writer_with_the_wrong_version_changes_nothing(long expected)
    {
        await Journal.Append(Key("a"), 0, Events(2), Summary(Key("a"), intent: "kept"));

        await Assert.ThrowsAsync<VersionConflictException>(
            async () => await Journal.Append(Key("a"), expected, Events(1, "intruder"), Summary(Key("a"), intent: "lost")));

        Assert.Equal(["1: said 1", "2: said 2"], await Journal.Texts(Key("a")));
        Assert.Equal("kept", (await Journal.Find(Key("a")))!.Intent);
        await Journal.Append(Key("a"), 2, Event("rightful"));
    }

    [ContractFact]
    public async Task A_session_that_must_exist_but_does_not_is_a_conflict()
    {
        await Assert.ThrowsAsync<VersionConflictException>(async () => await Journal.Append(Key("a"), 1, Event("x")));

        Assert.Null(await Journal.Find(Key("a")));
        await Journal.Append(Key("a"), 0, Event("first"));
    }

    [ContractFact]
    public async Task Of_writers_at_the_same_version_one_wins()
    {
        await Journal.Append(Key("a"), 0, Event("first"));

        var writers = Enumerable.Range(0, 8).Select(async number =>
        {
            await Task.Yield();
            await Journal.Append(Key("a"), 1, Event($"writer {number}"));
        }).ToList();
        await Assert.ThrowsAsync<VersionConflictException>(() => Task.WhenAll(writers));

        Assert.Equal(1, writers.Count(writer => writer.IsCompletedSuccessfully));
        Assert.Equal(2, (await Journal.ReadAll(Key("a"))).Count);
    }

    [ContractFact]
    public async Task Appends_of_one_session_keep_the_order_of_the_calls()
    {
        var appends = Enumerable.Range(0, 100).Select(number => Journal.Append(Key("a"), number, Event($"{number}")).AsTask()).ToList();
        await Task.WhenAll(appends);

        Assert.Equal(Enumerable.Range(0, 100).Select(number => $"{number + 1}: {number}"), await Journal.Texts(Key("a")));
    }

    [ContractFact]
    public async Task Many_sessions_are_written_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async session =>
        {
            for (var version = 0; version < 25; version++)
                await Journal.Append(Key($"s{session}"), version, Event($"{session}/{version}"));
        }));
        await Reopen();

        for (var session = 0; session < 40; session++)
            Assert.Equal(Enumerable.Range(0, 25).Select(version => $"{version + 1}: {session}/{version}"), await Journal.Texts(Key($"s{session}")));
    }

    [ContractFact]
    public async Task Ids_that_file_systems_confuse_are_different_sessions()
    {
        SessionKey[] keys =
        [
            Key("."), Key(".."), Key("a"), Key("A"), Key("a."), Key("a "), Key(" a"), Key("a:b"), Key("b", "a"), Key("con"), Key("%2e"), Key("\\"), Key("*"), Key("?"),
            Key("~"), Key("-"), Key("'; drop table"), Key(new string('x', 199) + "y"), Key(new string('x', 199) + "Y"), Key("a", "team"), Key("a", "Team"),
        ];
        foreach (var key in keys)
            await Journal.Append(key, 0, Event($"of {key}"));
        await Reopen();

        foreach (var key in keys)
            Assert.Equal([$"1: of {key}"], await Journal.Texts(key));
    }

    [ContractFact]
    public async Task An_append_without_events_replaces_the_summary()
    {
        await Journal.Append(Key("a"), 0, Event("first"));
        await Journal.Append(Key("a"), 1, [], Summary(Key("a"), intent: "new"));
        await Reopen();

        Assert.Equal("new", (await Journal.Find(Key("a")))!.Intent);
        await Journal.Append(Key("a"), 1, Event("second"));
        Assert.Equal(["1: first", "2: second"], await Journal.Texts(Key("a")));
    }

    [ContractFact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        var summary = Summary(Key("a", "t"), 5, "fixing") with
        {
            Stage = "debugging",
            Provider = "ollama",
            Turns = 3,
            Tokens = 4,
            TokensSaved = 5,
            Fallbacks = 6,
            OpenLoops = 7,
            Parent = "p",
            Heads = [Hash(1)],
            LocalOnly = [Hash(2)],
        };
        await Journal.Append(Key("a", "t"), 0, Events(3), summary);
        await Reopen();

        Assert.Equal(Json(summary), Json(await Journal.Find(Key("a", "t"))));
        Assert.Equal(3, (await Journal.ReadAll(Key("a", "t"))).Count);
        Assert.Single(await Journal.FindByHead("t", [Hash(1)]));
        await Assert.ThrowsAsync<VersionConflictException>(async () => await Journal.Append(Key("a", "t"), 0, Event("x")));
        await Journal.Append(Key("a", "t"), 3, Event("x"));
    }

    [ContractFact]
    public async Task A_summary_of_another_session_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.Append(Key("a"), 0, [Event("x")], Summary(Key("b"))));
    }

    [ContractFact]
    public async Task A_snapshot_is_kept_until_the_next_one()
    {
        await Journal.Append(Key("a"), 0, Events(4));
        await Journal.SaveSnapshot(Key("a"), new Snapshot(2, "two\nlines"u8.ToArray()));
        await Journal.SaveSnapshot(Key("a"), new Snapshot(4, new byte[] { 0, 1, 2, 10, 255 }));
        await Reopen();

        var snapshot = await Journal.LoadSnapshot(Key("a"));

        Assert.Equal(4, snapshot!.Version);
        Assert.Equal([0, 1, 2, 10, 255], snapshot.State.ToArray());
    }

    [ContractFact]
    public async Task A_snapshot_ahead_of_its_session_is_not_served()
    {
        await Journal.Append(Key("a"), 0, Events(1));
        await Journal.SaveSnapshot(Key("a"), new Snapshot(2, "from nowhere"u8.ToArray()));
        await Journal.Append(Key("a"), 1, Events(1));

        Assert.Null(await Journal.LoadSnapshot(Key("a")));
    }

    [ContractFact]
    public async Task A_deleted_session_is_gone_everywhere_and_its_name_is_free()
    {
        var key = Key("a");
        await Journal.Append(Key("b"), 0, Event("neighbour"));
        await Journal.Append(key, 0, Events(3), Summary(key) with { Parent = "p", Heads = [Hash(1)], LocalOnly = [Hash(2)] });
        await Journal.SaveSnapshot(key, new Snapshot(3, "state"u8.ToArray()));

        Assert.True(await Journal.Delete(key));

        Assert.False(await Journal.Delete(key));
        Assert.Null(await Journal.Find(key));
        Assert.Empty(await Journal.ReadAll(key));
        Assert.Empty(await Journal.FindByHead("", [Hash(1)]));
        Assert.Empty(await Journal.FindByLocalOnly("", [Hash(2)]));
        Assert.Empty(await Journal.Children(Key("p")));
        Assert.Equal(["b"], (await Journal.List(new SessionQuery("", 10))).Sessions.Select(session => session.SessionId));
        await Journal.Append(key, 0, Event("anew"));
        await Reopen();
        Assert.Equal(["1: anew"], await Journal.Texts(key));
        Assert.Null(await Journal.LoadSnapshot(key));
        Assert.Equal(["1: neighbour"], await Journal.Texts(Key("b")));
    }
}
