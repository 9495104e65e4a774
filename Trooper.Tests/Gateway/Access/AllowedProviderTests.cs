using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Access;

/// <summary>A key that some providers only may answer.</summary>
public sealed class AllowedProviderTests
{
    [Fact]
    public async Task A_turn_goes_only_to_providers_that_the_key_may_use()
    {
        await using var trooper = await TrooperHost.StartWith(["claude", "openai"]);
        using var http = await Bearing(trooper, "openai", "ollama");

        Assert.Equal("openai", (await http.Say("explain this", "s")).Trooper("Provider"));
        trooper.Fakes.OpenAI.Script(Behave.RepliesWith(503));
        Assert.Equal("ollama", (await http.Say("explain that", "s", headers: ("X-Force-Cloud", "true"))).Trooper("Provider"));
        Assert.Equal(200, (await http.PostTo("/v1/messages/count_tokens", Talk.Request([Talk.User("explain this")]))).Status);

        Assert.Empty(trooper.Claude.Requests);
    }

    [Fact]
    public async Task A_key_without_the_local_model_goes_to_the_cloud_with_what_is_simple_or_preferred_local()
    {
        await using var trooper = await TrooperHost.Start();
        using var http = await Bearing(trooper, "claude");

        Assert.Equal("claude (direct)", (await http.Say("what does EOF mean", "s")).Trooper("Decision"));
        Assert.Equal("claude (direct)", (await http.Say("explain this", "s", headers: ("X-Prefer-Local", "true"))).Trooper("Decision"));
        trooper.Claude.Script(Behave.Overloaded());
        Assert.Equal(502, (await http.Say("explain that", "s")).Status);

        Assert.DoesNotContain(trooper.Ollama.Requests, request => request.Path.EndsWith("/chat", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_must_stay_local_is_refused_where_the_key_may_not_use_the_local_model()
    {
        await using var trooper = await TrooperHost.Start();
        using var http = await Bearing(trooper, "claude");

        var refused = await http.Say("explain this", "s", headers: ("X-Force-Local", "true"));

        Assert.Equal((403, "permission_error"), (refused.Status, refused.Json.Field("error").Text("type")));
        Assert.Contains("ollama", refused.Json.Field("error").Text("message"));
        Assert.Empty(trooper.Claude.Requests);
    }

    [Theory]
    [InlineData("/v1/messages")]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/responses")]
    public async Task A_key_whose_providers_are_not_set_up_is_told_so(string path)
    {
        await using var trooper = await TrooperHost.Start();
        using var http = await Bearing(trooper, "gemini");
        object body = path == "/v1/responses" ? new { model = "gpt-sim", input = "explain this" } : Talk.Request([Talk.User("explain this")]);

        var refused = await http.PostTo(path, body);

        Assert.Equal(403, refused.Status);
        Assert.Contains("gemini", refused.Json.Field("error").Text("message"));
    }

    [Fact]
    public async Task Lists_show_what_the_key_may_use()
    {
        await using var trooper = await TrooperHost.StartWith(["claude", "openai"]);
        using var http = await Bearing(trooper, "openai");

        Assert.Equal(["gpt-sim"], (await http.Get("/v1/models")).Items("data").Select(model => model.Text("id")));
        Assert.Equal(404, (await http.Send(HttpMethod.Get, "/v1/models/claude-sim")).Status);
        Assert.Equal(["openai"], (await http.Get("/providers")).Items("providers").Select(provider => provider.Text("name")));
        Assert.Equal(["openai"], (await http.Get("/config")).Items("providers").Select(provider => provider.Text("name")));
        Assert.Equal(["openai"], (await http.Get("/pages/setup")).Items("clouds").Select(cloud => cloud.GetString()));
    }

    private static async Task<HttpClient> Bearing(TrooperHost trooper, params string[] providers) =>
        trooper.Bearing(await trooper.MakeKey(new() { Team = "blue", Name = "a test", Providers = providers }));
}
