using Trooper.Api.Pressure;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Pressure;

/// <summary>An overloaded Trooper, as its clients see it.</summary>
public sealed class SheddingTests
{
    private readonly ManualTime time = new();

    [Fact]
    public async Task Who_is_turned_away_is_told_so_in_the_client_s_envelope_and_leaves_no_trace()
    {
        await using var trooper = await TrooperHost.Start(time);
        Overload(trooper);

        var anthropic = await trooper.Http.Say("please go on", "s");
        var openAI = await trooper.Http.PostTo("/v1/chat/completions", new { model = "gpt-4o", messages = new[] { Talk.User("please go on") } });
        var responses = await trooper.Http.PostTo("/v1/responses", new { model = "gpt-4o", input = "please go on" });
        var count = await trooper.Http.PostTo("/v1/messages/count_tokens", Talk.Request([Talk.User("please go on")]));

        Assert.Equal((503, "overloaded_error"), (anthropic.Status, anthropic.Json.Field("error").Text("type")));
        Assert.Equal((503, "server_error"), (openAI.Status, openAI.Json.Field("error").Text("type")));
        Assert.Equal((503, 503), (responses.Status, count.Status));
        Assert.All([anthropic, openAI, responses, count], reply => Assert.InRange(int.Parse(reply.Header("Retry-After")!), 1, 3));
        Assert.Equal(("true", "rejected"), (anthropic.Header("x-should-retry"), anthropic.Trooper("Decision")));
        Assert.Empty(trooper.Claude.Requests);
        Assert.Equal(404, (await trooper.Http.Send(HttpMethod.Get, "/session/s")).Status);
    }

    [Fact]
    public async Task Probes_and_pages_go_on_and_it_recovers_at_once()
    {
        await using var trooper = await TrooperHost.Start(time);
        Overload(trooper);
        Assert.Equal(503, (await trooper.Http.Say("please go on")).Status);

        await trooper.Http.Get("/healthz");
        await trooper.Http.Get("/sessions");
        Assert.Equal(200, (await trooper.Http.Send(HttpMethod.Get, "/dashboard")).Status);

        for (var look = 0; look < 7; look++)
            trooper.Get<LoadShedder>().Observe(new(TimeSpan.Zero, 0.1));
        Assert.Equal(200, (await trooper.Http.Say("please go on")).Status);
    }

    private static void Overload(TrooperHost trooper) => trooper.Get<LoadShedder>().Observe(new(TimeSpan.Zero, 0.99));
}
