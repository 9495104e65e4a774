using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Privacy;

/// <summary>Where what a client sends can't be told from what is private, it stays here whole.</summary>
public sealed class HeldBackTests
{
    private const string Canary = "Zyxwvcanary";
    private static readonly (string, string) Forced = ("X-Force-Local", "true");

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

    [Theory]
    [InlineData("s")]
    [InlineData("another")]
    [InlineData(null)]
    public async Task An_answer_that_the_client_began_with_it_is_held_back(string? session)
    {
        await using var trooper = await TrooperHost.Start();
        var secret = await trooper.Http.Say($"my name is {Canary}", "s", false, Forced);
        object[] begun = [Talk.User("go on with this"), Talk.Assistant(secret.Text)];

        var reply = await trooper.Http.Ask(begun, session);
        var counted = await trooper.Http.Send(
            HttpMethod.Post,
            "/v1/messages/count_tokens",
            new StringContent(WireJson.Write(new { model = TrooperHost.ClaudeModel, messages = begun })),
            session is null ? [] : [("X-Session-ID", session)]);

        Assert.Equal(("ollama (privacy hold)", 200), (reply.Trooper("Decision"), counted.Status));
        Assert.Empty(trooper.Claude.Requests.Concat(trooper.Claude.Probes));
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
}
