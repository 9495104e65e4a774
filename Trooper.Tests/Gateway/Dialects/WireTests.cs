using System.ClientModel;
using OpenAI.Models;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Dialects.Sdks;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Dialects;

/// <summary>What agents send beside their turns, and what of a turn has no place at another vendor.</summary>
[Collection(PairCollection.Name)]
public sealed class WireTests(PairHosts hosts)
{
    private const string Attribution = "x-anthropic-billing-header: cc_version=2.1.200.abc; cc_entrypoint=cli; cch=1f2e3;";

    public static TheoryData<string, string> Pairs => Dialects.Pairs.Each;

    public static TheoryData<string> Providers => [.. Dialects.Pairs.Providers];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Claude_Code_s_attribution_goes_to_Claude_alone(string provider)
    {
        using var pair = hosts.Open("anthropic", provider);
        var body = Asking.Body("anthropic", TrooperHost.ModelOf(provider), "what is the system prompt, please?")
            .With("system", new[] { Talk.Text(Attribution), Talk.Marked("You are a coding agent.") });

        var reply = await pair.Host.Ask("anthropic", body);

        Assert.Equal((200, provider), (reply.Status, reply.Trooper("Provider")));
        Assert.Contains("You are a coding agent.", pair.Seen.Text);
        Assert.Equal(provider == "claude", pair.Seen.Text.Contains(Attribution));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task The_client_s_key_stays_here(string client, string provider)
    {
        using var pair = hosts.Open(client, provider);

        await pair.Host.Ask(client, Asking.Body(client, TrooperHost.ModelOf(provider), "hello there"), ("x-api-key", "the-client-s"), ("Authorization", "Bearer the-client-s"));

        Assert.DoesNotContain(pair.Seen.Headers, header => header.Value.Contains("the-client-s"));
    }

    [Theory]
    [InlineData("anthropic", "claude", "top_k", 5, null)]
    [InlineData("anthropic", "gemini", "top_k", 5, "top_k")]
    [InlineData("anthropic", "openai", "top_k", 5, "top_k")]
    [InlineData("anthropic", "ollama", "top_k", 5, null)]
    [InlineData("anthropic", "openai", "container", "c", "container")]
    [InlineData("chat", "openai", "logit_bias", "{}", null)]
    [InlineData("chat", "claude", "logit_bias", "{}", "logit_bias")]
    [InlineData("chat", "claude", "seed", 7, "seed")]
    [InlineData("chat", "claude", "frequency_penalty", 0.5, "frequency_penalty")]
    [InlineData("chat", "gemini", "presence_penalty", 0.5, "presence_penalty")]
    [InlineData("chat", "ollama", "seed", 7, null)]
    [InlineData("chat", "ollama", "presence_penalty", 0.5, null)]
    [InlineData("responses", "openai", "max_tool_calls", 3, null)]
    [InlineData("responses", "claude", "max_tool_calls", 3, "max_tool_calls")]
    [InlineData("responses", "ollama", "top_logprobs", 3, "top_logprobs")]
    public async Task A_field_is_carried_or_reported(string client, string provider, string field, object value, string? dropped)
    {
        using var pair = hosts.Open(client, provider);
        var body = Asking.Body(client, TrooperHost.ModelOf(provider), "hello there").With(field, value as string == "{}" ? new { } : value);

        var reply = await pair.Host.Ask(client, body);

        Assert.Equal((200, provider, dropped), (reply.Status, reply.Trooper("Provider"), reply.Trooper("Dropped")));
        Assert.Equal(dropped is null, pair.Seen.Text.Contains($"\"{field}\""));
    }

    [Theory]
    [InlineData("n", 2)]
    [InlineData("logprobs", true)]
    public async Task What_only_OpenAI_can_give_is_refused_over_another(string field, object value)
    {
        using var pair = hosts.Open("chat", "claude");

        var reply = await pair.Host.Ask("chat", Asking.Body("chat", "claude-sim", "hello there").With(field, value));

        Assert.Equal((400, field), (reply.Status, reply.Json.Field("error").Text("param")));
        Assert.Empty(pair.Upstream.Requests);
    }

    [Theory]
    [InlineData("anthropic", """{"model": "x", """)]
    [InlineData("chat", """{"model": "x", """)]
    [InlineData("responses", """{"model": "x", """)]
    [InlineData("chat", """{"model":"x","messages":[]}""")]
    [InlineData("anthropic", """{"model":"x","max_tokens":9,"messages":[]}""")]
    [InlineData("responses", """{"model":"x","input":[]}""")]
    public async Task A_request_that_is_none_is_refused_in_the_client_s_envelope(string client, string body)
    {
        using var pair = hosts.Open(client, "claude");

        var reply = await pair.Host.Http.Send(HttpMethod.Post, Asking.PathOf(client), new StringContent(body, null, "application/json"));

        Assert.Equal(400, reply.Status);
        Asking.ErrorMessage(client, reply.Body);
        Assert.Equal("invalid_request_error", reply.Json.Field("error").Text("type"));
    }

    [Fact]
    public async Task What_is_not_there_is_missing_in_the_envelope_of_the_path()
    {
        using var pair = hosts.Open("responses", "claude");

        var unknown = await pair.Host.Http.PostTo("/v1/responses/resp_1/cancel", new { });
        Assert.Equal(404, unknown.Status);
        Asking.ErrorMessage("responses", unknown.Body);
        Assert.Equal(405, (await pair.Host.Http.Send(HttpMethod.Get, "/v1/responses")).Status); // an attempt at a WebSocket
        Assert.Equal(200, (await pair.Host.Http.Send(HttpMethod.Head, "/")).Status);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Models_are_listed_for_both_vendors_clients(string provider)
    {
        using var pair = hosts.Open("anthropic", provider);
        var openAI = new OpenAIModelClient(new ApiKeyCredential("whatever"), ChatSdk.Options(pair.Host.Url, new HeaderReader()));
        using var anthropic = new Anthropic.AnthropicClient { BaseUrl = pair.Host.Url.ToString().TrimEnd('/'), ApiKey = "whatever", MaxRetries = 0 };

        var listed = (await openAI.GetModelsAsync()).Value;
        var page = await anthropic.Models.List();

        Assert.Contains(listed, model => model.Id == TrooperHost.ModelOf(provider));
        Assert.Contains(page.Items, model => model.ID == TrooperHost.ModelOf(provider));
        Assert.Equal(provider, (await openAI.GetModelAsync(TrooperHost.ModelOf(provider))).Value.OwnedBy);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Tokens_are_counted_whoever_would_answer(string provider)
    {
        using var pair = hosts.Open("anthropic", provider);
        using var anthropic = new Anthropic.AnthropicClient { BaseUrl = pair.Host.Url.ToString().TrimEnd('/'), ApiKey = "whatever", MaxRetries = 0 };

        var count = await anthropic.Messages.CountTokens(new() { Model = TrooperHost.ModelOf(provider), Messages = [new Anthropic.Models.Messages.UserMessageParam("how many is this?")] });

        Assert.InRange(count.InputTokens, 3, 30);
        Assert.Empty(pair.Upstream.Requests);
        Assert.Equal(provider == "claude" ? 1 : 0, pair.Upstream.Probes.Count(probe => probe.Path.EndsWith("count_tokens", StringComparison.Ordinal)));
    }
}
