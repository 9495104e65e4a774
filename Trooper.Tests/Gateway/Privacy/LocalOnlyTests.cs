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

        var reply = byHeader
            ? await trooper.Http.Post(request, ("X-Session-ID", "s"), Forced)
            : await trooper.Http.Post(request.With("x_force_local", true), ("X-Session-ID", "s"));

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

    public static TheoryData<string, object, object> Rewrites
    {
        get
        {
            var (said, answered) = ($"my name is {Canary} and this stays here", $"llama-sim heard: my name is {Canary} and this stays here");
            return new()
            {
                { "as it was", said, answered },
                { "as blocks", new[] { Talk.Text(said) }, new[] { Talk.Text(answered) } },
                { "with cache marks", new[] { Talk.Marked(said) }, answered },
                { "with white space", $"  {said.Replace(" ", "\n ")}\t\n", $"{answered}\n" },
                { "in several blocks", new[] { Talk.Text(said[..9]), Talk.Text(said[9..]) }, new[] { Talk.Text(answered[..4]), Talk.Text(answered[4..]) } },
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

        var body = WireJson.Write(Talk.Request(
            [Talk.User("my name is SPELLED here"), Talk.Assistant("llama-sim heard: my name is SPELLED here"), Talk.User("please go on")]));
        var reply = await trooper.Http.Post(body.Replace("SPELLED", spelled), ("X-Session-ID", "s"));

        Assert.Equal("claude (direct)", reply.Trooper("Decision"));
        trooper.AssertHidden(Canary);
    }
}
