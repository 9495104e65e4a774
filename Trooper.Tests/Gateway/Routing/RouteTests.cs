using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Routing;

/// <summary>Where a turn goes, and how the reply's headers say why.</summary>
public sealed class RouteTests
{
    [Theory]
    [InlineData("please go on", null, "claude", "claude (direct)", "claude (direct) ✓")]
    [InlineData("define recursion", null, "ollama", "ollama (simple turn) | cloud skipped", "ollama (simple turn) ✓")]
    [InlineData("please go on", "X-Prefer-Local", "ollama", "ollama (prefer_local) | cloud skipped", "ollama (prefer_local) ✓")]
    [InlineData("define recursion", "X-Force-Cloud", "claude", "claude (force_cloud)", "claude (force_cloud) ✓")]
    [InlineData("please go on", "X-Force-Local", "ollama", "ollama (force_local) | privacy mode", "ollama (force_local) ✓")]
    [InlineData("please go on", "x_prefer_local", "ollama", "ollama (prefer_local) | cloud skipped", "ollama (prefer_local) ✓")]
    [InlineData("define recursion", "x_force_cloud", "claude", "claude (force_cloud)", "claude (force_cloud) ✓")]
    [InlineData("please go on", "x_force_local", "ollama", "ollama (force_local) | privacy mode", "ollama (force_local) ✓")]
    public async Task The_route_is_told(string text, string? wish, string provider, string decision, string summary)
    {
        await using var trooper = await TrooperHost.Start();
        var request = Talk.Request([Talk.User(text)]);

        var reply = wish switch
        {
            null => await trooper.Http.Post(request),
            ['X', ..] => await trooper.Http.Post(request, (wish, "true")),
            _ => await trooper.Http.Post(request.With(wish, true)),
        };

        Assert.Equal((provider, decision, summary), (reply.Trooper("Provider"), reply.Trooper("Decision"), reply.Trooper("Summary")));
        Assert.Equal(("0", null), (reply.Trooper("Fallback-Count"), reply.Trooper("Trigger")));
        Assert.Equal(provider == "claude" ? 1 : 0, trooper.Claude.Requests.Count);
    }

    [Theory]
    [InlineData("X-Force-Cloud", "claude → ollama (402) | context ✓", "ollama (fallback: 402)")]
    [InlineData("X-Prefer-Local", "ollama → claude (500) | context ✓", "claude (fallback: 500)")]
    public async Task A_wish_that_fails_falls_back(string wish, string summary, string decision)
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Claude.Script(wish == "X-Force-Cloud" ? Behave.Billing() : Behave.Normally());
        trooper.Ollama.Script(wish == "X-Force-Cloud" ? Behave.Normally() : Behave.ServerError());

        var reply = await trooper.Http.Say("please go on", null, false, (wish, "true"));

        Assert.Equal((summary, decision), (reply.Trooper("Summary"), reply.Trooper("Decision")));
    }

    [Fact]
    public async Task With_no_key_everything_is_local()
    {
        await using var trooper = await TrooperHost.Start(null, ("CLAUDE_API_KEY", null));

        var reply = await trooper.Http.Say("please go on");

        Assert.Equal(("ollama", "ollama (no cloud configured)", "0"), (reply.Trooper("Provider"), reply.Trooper("Decision"), reply.Trooper("Fallback-Count")));
    }

    [Theory]
    [InlineData("claude-sim-b", "claude", "claude-sim-b", "claude (direct)")]
    [InlineData("gpt-whatever", "claude", "claude-sim", "claude (direct)")]
    [InlineData("llama-sim-think", "ollama", "llama-sim-think", "ollama (model)")]
    [InlineData(null, "claude", "claude-sim", "claude (direct)")]
    public async Task A_model_s_name_says_who_answers(string? named, string provider, string asked, string decision)
    {
        await using var trooper = await TrooperHost.Start();
        var request = Talk.Request([Talk.User("please go on")]);
        if (named is null)
            request.Remove("model");
        else
            request["model"] = named;

        var reply = await trooper.Http.Post(request);

        Assert.Equal((200, provider, decision), (reply.Status, reply.Trooper("Provider"), reply.Trooper("Decision")));
        Assert.Equal(asked, (provider == "claude" ? trooper.Claude : trooper.Ollama).Requests.Single().Model);
        Assert.Equal(asked, reply.Json.Text("model"));
        Assert.Equal(asked, reply.Trooper("Model"));
    }

    [Fact]
    public async Task A_choice_of_the_local_model_is_no_secret()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Post(Talk.Request([Talk.User("my name is Ada")]).With("model", "llama-sim"), ("X-Session-ID", "s"));

        Assert.Equal("Your name is Ada.", (await trooper.Http.Say("tell me what is my name", "s", false, ("X-Force-Cloud", "true"))).Text);
    }

    [Fact]
    public async Task A_turn_with_tools_is_never_simple()
    {
        await using var trooper = await TrooperHost.Start();

        var tools = new[] { new { name = "read", input_schema = new { type = "object" } } };
        var reply = await trooper.Http.Post(Talk.Request([Talk.User("define recursion")]).With("tools", tools));

        Assert.Equal("claude (direct)", reply.Trooper("Decision"));
    }

    [Fact]
    public async Task Tokens_kept_off_paid_providers_add_up_and_last()
    {
        await using var trooper = await TrooperHost.Start();
        Assert.Equal("0 tokens", (await trooper.Http.Say("please go on", "s")).Trooper("Session-Saved"));

        var first = Saved(await trooper.Http.Say("define recursion", "s"));
        var second = Saved(await trooper.Http.Say("define a parser", "s"));
        await trooper.Restart();
        var third = Saved(await trooper.Http.Say("please go on", "s"));

        Assert.True(0 < first && first < second, $"{first}, then {second}");
        Assert.Equal(second, third);
        Assert.Equal(third, (await trooper.Http.Get("/sessions")).Items("sessions").Single().Integer("tokens_saved"));

        static int Saved(TrooperReply reply) => int.Parse(reply.Trooper("Session-Saved")!.Split(' ')[0]);
    }

    [Fact]
    public async Task The_vendor_s_own_attribution_is_for_the_vendor_alone()
    {
        await using var trooper = await TrooperHost.Start();
        object[] system = [Talk.Text("x-anthropic-billing-header: cc_version=1; cch=abc"), Talk.Text("You are careful.")];
        var request = Talk.Request([Talk.User("please go on")]).With("system", system);

        await trooper.Http.Post(request);
        await trooper.Http.Post(request, ("X-Prefer-Local", "true"));

        Assert.Contains("x-anthropic-billing-header", trooper.Claude.Requests.Single().Text);
        Assert.DoesNotContain("x-anthropic-billing-header", trooper.Ollama.Requests.Single().Text);
        Assert.Equal("You are careful.", trooper.Ollama.Requests.Single().Prompt!.System);
    }

    [Theory]
    [InlineData("claude")]
    [InlineData("ollama")]
    public async Task An_answer_that_the_client_began_is_one_answer(string provider)
    {
        await using var trooper = await TrooperHost.Start();
        object[] history = [Talk.User("count to 5"), Talk.Assistant("1 2 3")];

        var reply = await trooper.Http.Ask(history, "s", false, (provider == "claude" ? "X-Force-Cloud" : "X-Prefer-Local", "true"));

        Assert.Equal((provider, " 4 5"), (reply.Trooper("Provider"), reply.Text));
        Assert.Equal(["user: count to 5", "assistant: 1 2 3 4 5"], await trooper.Http.Transcript("s"));
        var next = await trooper.Http.Ask([Talk.User("count to 5"), Talk.Assistant("1 2 3 4 5"), Talk.User("please go on")], "s");
        Assert.Equal(4, (await trooper.Http.Transcript("s")).Count);
        Assert.Equal("claude", next.Trooper("Provider"));
    }
}
