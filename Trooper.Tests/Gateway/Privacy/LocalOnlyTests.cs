using System.Text.Json;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Privacy;

/// <summary>What was forced local never reaches a cloud, whatever is asked later.</summary>
public sealed class LocalOnlyTests
{
    private const string Canary = "Zyxwvcanary";
    private static readonly (string, string) Forced = ("X-Force-Local", "true");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_forced_local_turn_is_answered_by_the_local_model_alone(bool byHeader)
    {
        await using var trooper = await TrooperHost.Start();
        var request = Talk.Request([Talk.User($"my name is {Canary}")], stream: true);

        var reply = byHeader ? await trooper.Http.Post(request, ("X-Session-ID", "s"), Forced) : await trooper.Http.Post(request.With("x_force_local", true), ("X-Session-ID", "s"));

        Assert.Equal(("ollama", "0", null), (reply.Trooper("Provider"), reply.Trooper("Fallback-Count"), reply.Trooper("Trigger")));
        Assert.Equal("ollama (force_local) | privacy mode", reply.Trooper("Decision"));
        Assert.Equal("ollama (force_local) ✓", reply.Trooper("Summary"));
        Assert.Equal(["local_only", "local_only"], (await trooper.Http.Get("/session/s")).Items().Select(turn => turn.Text("locality")!));
        Assert.Empty(trooper.Claude.Requests.Concat(trooper.Claude.Probes));
        Assert.DoesNotContain("x_force_local", trooper.Ollama.Requests.Single().Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_the_local_model_down_it_fails_rather_than_leave(bool stream)
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Ollama.Down();

        var reply = await trooper.Http.Say($"my name is {Canary}", "s", stream, Forced);

        Assert.Equal((502, "api_error"), (reply.Status, reply.Json.Field("error").Text("type")));
        Assert.Empty(trooper.Claude.Requests);
        await trooper.Ollama.Up();
        Assert.Equal("claude", (await trooper.Http.Say("please go on", "s")).Trooper("Provider"));
        trooper.AssertHidden(Canary);
    }

    [Fact]
    public async Task A_later_lone_message_goes_to_the_cloud_without_it()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("please build a parser", "s");
        await trooper.Http.Say($"my name is {Canary}", "s", false, Forced);

        var reply = await trooper.Http.Say("please go on, and tell me what is my name", "s");

        Assert.Equal(("claude", "I do not know your name."), (reply.Trooper("Provider"), reply.Text));
        Assert.Null(trooper.Claude.Requests[^1].Violation);
        Assert.Equal(["user", "assistant", "user", "assistant", "user"], trooper.Claude.Requests[^1].Prompt!.Turns.Select(turn => turn.Role));
        trooper.AssertHidden(Canary);
    }

    [Fact]
    public async Task The_local_model_still_knows_it_and_what_it_answers_from_it_is_as_private()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say($"my name is {Canary}", "s", false, Forced);

        var told = await trooper.Http.Say("what is my name", "s", false, ("X-Prefer-Local", "true"));
        trooper.Claude.Script(Behave.Overloaded());
        var fallen = await trooper.Http.Say("do you know what is my name", "s");
        await trooper.Http.Say("please go on", "s");
        await trooper.Restart();
        await trooper.Http.Say("please go on and on", "s");

        Assert.Equal(($"Your name is {Canary}.", $"Your name is {Canary}."), (told.Text, fallen.Text));
        Assert.Equal("claude", (await trooper.Http.Get("/session/s")).Items()[^1].Text("provider"));
        trooper.AssertHidden(Canary);
    }

    [Fact]
    public async Task A_local_answer_that_breaks_off_is_not_finished_by_a_cloud_when_it_may_tell()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say($"my name is {Canary}", "s", false, Forced);
        trooper.Ollama.Script(Behave.Says($"Your name, {Canary}, ", "is lovely").CutAfter(1));

        var reply = await trooper.Http.Say("is my name lovely", "s", true, ("X-Prefer-Local", "true"));
        await trooper.Http.Say("please go on", "s");

        Assert.Equal("error", reply.Events[^1].Text("type"));
        trooper.AssertHidden(Canary);
    }

    public static TheoryData<string, object, object> Rewrites
    {
        get
        {
            var (said, answered) = ($"my name is {Canary} and this stays here", $"llama-sim heard: my name is {Canary} and this stays here");
            return new()
            {
                { "as it was", said, answered },
                { "as blocks", new[] { Talk.Text(said) }, new[] { Talk.Text(answered) } },
                { "with cache marks", new[] { new { type = "text", text = said, cache_control = new { type = "ephemeral" } } }, answered },
                { "with white space", $"  {said.Replace(" ", "\n ")}\t\n", $"{answered}\n" },
                { "in several blocks", new[] { Talk.Text(said[..9]), Talk.Text(said[9..]) }, new[] { Talk.Text(answered[..4]), Talk.Text(answered[4..20]), Talk.Text(answered[20..]) } },
                { "with a thought", said, new object[] { new { type = "redacted_thinking", data = "x" }, Talk.Text(answered) } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Rewrites))]
    public async Task However_a_client_writes_it_when_it_resends_it_is_known(string how, object said, object answered)
    {
        await using var trooper = await TrooperHost.Start();
        object[] secret = [Talk.User($"my name is {Canary} and this stays here")];
        await trooper.Http.Ask(secret, "s", false, Forced);
        object[] history = [Talk.User(said), Talk.Assistant(answered), Talk.User("please go on")];

        var named = await trooper.Http.Ask(history, "s");
        var unnamed = await trooper.Http.Ask([.. history, Talk.Assistant(named.Text), Talk.User("and on")], null, stream: true);

        Assert.True(named.Trooper("Decision") == "claude (direct)", how);
        Assert.Equal(("claude (direct)", "s"), (unnamed.Trooper("Decision"), unnamed.Session));
        Assert.All(trooper.Claude.Requests, seen => Assert.Null(seen.Violation));
        Assert.Equal(6, (await trooper.Http.Transcript("s")).Count);
        trooper.AssertHidden(Canary);
    }

    [Fact]
    public async Task Escapes_in_the_client_s_json_hide_nothing()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say($"my name is {Canary} here", "s", false, Forced);
        var spelled = string.Concat(Canary.Select(letter => $"\\u{(int)letter:x4}"));

        var reply = await trooper.Http.Post(
            $$"""{"model":"claude-sim","max_tokens":9,"messages":[{"role":"user","content":"my name is {{spelled}} here"},{"role":"assistant","content":"llama-sim heard: my name is {{spelled}} here"},{"role":"user","content":"please go on"}]}""",
            ("X-Session-ID", "s"));

        Assert.Equal("claude (direct)", reply.Trooper("Decision"));
        trooper.AssertHidden(Canary);
    }

    [Fact]
    public async Task A_tool_s_result_is_as_private_as_the_call()
    {
        await using var trooper = await TrooperHost.Start();
        var tools = new[] { new { name = "read", input_schema = new { type = "object" } } };
        var ask = Talk.Request([]).With("tools", tools);
        var history = new List<object> { Talk.User("""please call read({"path":"secrets"})""") };
        var call = await trooper.Http.Post(ask.With("messages", history), Forced);
        var id = call.Json.Items("content").Single().Text("id")!;
        history.AddRange([Talk.Assistant(call.Json.Items("content")), Talk.User(new[] { Talk.Result(id, Canary) })]);

        var result = await trooper.Http.Post(ask.With("messages", history));
        history.AddRange([Talk.Assistant(result.Text), Talk.User("please go on")]);
        var after = await trooper.Http.Post(ask.With("messages", history));

        Assert.Equal(("ollama (privacy hold)", $"tool said: {Canary}"), (result.Trooper("Decision"), result.Text));
        Assert.Equal("claude (direct)", after.Trooper("Decision"));
        Assert.Null(trooper.Claude.Requests.Single().Violation);
        trooper.AssertHidden(Canary);
    }

    [Fact]
    public async Task An_edited_history_is_held_back_whole()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Ask([Talk.User($"my name is {Canary}")], "s", false, Forced);
        object[] edited = [Talk.User($"my name is {Canary}, mostly"), Talk.Assistant($"llama-sim heard: my name is {Canary}"), Talk.User("please go on")];
        object[] summary = [Talk.User("let us begin"), Talk.Assistant($"Summary so far: the user is {Canary}."), Talk.User("please go on")];

        var replies = new[] { await trooper.Http.Ask(edited, "s"), await trooper.Http.Ask(edited), await trooper.Http.Ask(summary, "s") };

        Assert.All(replies, reply => Assert.Equal(("ollama", "ollama (privacy hold)"), (reply.Trooper("Provider"), reply.Trooper("Decision"))));
        Assert.Empty(trooper.Claude.Requests);
    }

    [Fact]
    public async Task A_hold_fails_rather_than_leave()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Ask([Talk.User($"my name is {Canary}")], "s", false, Forced);
        await trooper.Ollama.Down();

        var reply = await trooper.Http.Ask([Talk.User("else"), Talk.Assistant(Canary), Talk.User("please go on")], "s");

        Assert.Equal(502, reply.Status);
        Assert.Empty(trooper.Claude.Requests);
    }

    [Fact]
    public async Task The_same_words_without_the_flag_stay_local()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say($"my name is {Canary} indeed", "s", false, Forced);

        Assert.Equal("ollama (privacy hold)", (await trooper.Http.Say($"my name is {Canary}  indeed", "s")).Trooper("Decision"));
        Assert.Equal("ollama (privacy hold)", (await trooper.Http.Say($"my name is {Canary} indeed", "another")).Trooper("Decision"));
        Assert.Equal("ollama (privacy hold)", (await trooper.Http.Say($"my name is {Canary} indeed")).Trooper("Decision"));
        Assert.Empty(trooper.Claude.Requests);
    }

    [Fact]
    public async Task Private_words_that_a_client_puts_in_the_assistant_s_mouth_stay_here()
    {
        await using var trooper = await TrooperHost.Start();
        var told = await trooper.Http.Say($"my name is {Canary} indeed", "s", false, Forced);

        var begun = await trooper.Http.Ask([Talk.User("go on from here"), Talk.Assistant(told.Text)], "s");
        var begunElsewhere = await trooper.Http.Ask([Talk.User("go on from here"), Talk.Assistant(told.Text)], null);

        Assert.Equal("ollama (privacy hold)", begun.Trooper("Decision"));
        Assert.Equal("ollama (privacy hold)", begunElsewhere.Trooper("Decision"));
        Assert.Empty(trooper.Claude.Requests);
    }

    [Fact]
    public async Task What_would_be_counted_is_counted_here()
    {
        await using var trooper = await TrooperHost.Start();
        object[] secret = [Talk.User($"my name is {Canary} and so on")];
        var first = await trooper.Http.Ask(secret, null, false, Forced);
        object[] history = [.. secret, Talk.Assistant(first.Text), Talk.User("please go on")];

        var counts = new[]
        {
            await Count(secret, ("X-Force-Local", "True")),
            await Count(history),
            await Count(history[..2], ("X-Session-ID", first.Session)),
            await Count(history, ("X-Session-ID", first.Session)),
            await Count([Talk.User("edited"), .. history[1..]], ("X-Session-ID", first.Session)),
        };

        Assert.All(counts, count => Assert.True(count.Json.Integer("input_tokens") > 0, count.Body));
        Assert.Empty(trooper.Claude.Requests.Concat(trooper.Claude.Probes));
        Assert.True((await Count([Talk.User("nothing to hide")])).Json.Integer("input_tokens") > 0);
        Assert.Single(trooper.Claude.Probes);

        Task<TrooperReply> Count(object[] messages, params (string, string)[] headers) => trooper.Http.Send(
            HttpMethod.Post, "/v1/messages/count_tokens", new StringContent(WireJson.Write(new { model = TrooperHost.ClaudeModel, messages })), headers);
    }

    [Fact]
    public async Task The_summary_that_a_cloud_gets_is_made_without_it()
    {
        await using var trooper = await TrooperHost.Start(null, ("COMPRESS_CLOUD", "true"), ("CONTEXT_WINDOW", "1024"));
        await trooper.Http.Say("We are building a parser in Go with Redis. The lexer is broken.", "s");
        await trooper.Http.Say($"We decided to use {Canary}DB. The {Canary} deploy is failing and pending. TODO: check {Canary.ToUpperInvariant()}_TOKEN in {Canary}.cs", "s", false, Forced);
        for (var turn = 0; turn < 8; turn++)
            await trooper.Http.Say($"please do step {turn}: {string.Join(' ', Enumerable.Range(0, 120).Select(word => $"word{word}"))}", "s");
        await trooper.Restart();
        await trooper.Http.Say("please go on", "s");

        Assert.Contains("TROOPER_SITREP", trooper.Claude.Requests[^1].Text);
        Assert.Contains("Redis", trooper.Claude.Requests[^1].Text);
        trooper.AssertHidden(Canary);
        Assert.Contains(Canary, (await trooper.Http.Get("/sitrep/s")).GetRawText());
    }

    [Fact]
    public async Task The_ledger_tells_where_each_turn_went()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("please begin", "s");
        await trooper.Http.Say($"my name is {Canary}", "s", false, Forced);
        trooper.Claude.Script(Behave.Overloaded());
        await trooper.Http.Say("please go on", "s");

        var turns = (await trooper.Http.Get("/session/s/ledger")).Items("turns");

        Assert.Equal(["any", "any", "local_only", "local_only", "any", "local_only"], turns.Select(turn => turn.Text("locality")!));
        Assert.Equal(["claude", "ollama"], SentTo(turns[0]));
        Assert.Equal(["claude", "ollama"], SentTo(turns[1]));
        Assert.Equal(["ollama"], SentTo(turns[2]));
        Assert.Equal(["ollama"], SentTo(turns[3]));
        Assert.Equal(["claude", "ollama"], SentTo(turns[4]));
        var toClaude = turns[4].Items("sent_to")[0];
        Assert.Equal([2, 3], toClaude.Items("withheld").Select(index => index.GetInt32()));
        Assert.True(toClaude.Field("at").TryGetDateTimeOffset(out _));

        static IEnumerable<string> SentTo(JsonElement turn) => turn.Items("sent_to").Select(destination => destination.Text("provider")!).Order();
    }
}
