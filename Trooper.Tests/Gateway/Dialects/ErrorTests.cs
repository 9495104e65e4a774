using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Dialects;

/// <summary>A provider's failure reaches the client in its own envelope, with the status by which its SDK knows it, or does not reach it at all.</summary>
[Collection(PairCollection.Name)]
public sealed class ErrorTests(PairHosts hosts)
{
    public static TheoryData<string, string, bool> Pairs => Dialects.Pairs.Both;

    public static TheoryData<string, string, bool> CloudPairs => Dialects.Pairs.Without("ollama");

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task The_client_s_own_mistake_is_told_in_the_provider_s_words(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);
        pair.Upstream.Script(Behave.Invalid("messages: that makes no sense"));

        var refused = await pair.Sdk.AskInVain(pair.Asking("hello there, my friend"), stream);

        Assert.Equal((400, provider), (refused.Status, refused.Reply.Trooper("Provider")));
        Assert.Equal("messages: that makes no sense", Asking.ErrorMessage(client, refused.Body));
        Assert.Equal("invalid_request_error", WireJson.Parse(refused.Body).Field("error").Text("type"));
    }

    [Theory]
    [MemberData(nameof(CloudPairs))]
    public async Task A_key_that_lacks_the_right_is_never_masked(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);
        pair.Upstream.Script(Behave.Forbidden());

        var refused = await pair.Sdk.AskInVain(pair.Asking("hello there, my friend"), stream);

        Assert.Equal((403, provider), (refused.Status, refused.Reply.Trooper("Provider")));
        Assert.NotEqual("", Asking.ErrorMessage(client, refused.Body));
        Assert.Empty(pair.Host.Ollama.Requests);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_prompt_that_fits_nowhere_is_refused_in_the_words_that_agents_compact_on(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);
        pair.Upstream.Script(Behave.PromptTooLong().Always());
        pair.Host.Ollama.Script(Behave.PromptTooLong().Always());

        var refused = await pair.Sdk.AskInVain(pair.Asking("hello there, my friend"), stream);

        Assert.Equal(400, refused.Status);
        var message = Asking.ErrorMessage(client, refused.Body);
        if (client == "anthropic")
            Assert.Matches(@"^prompt is too long: \d+ tokens > \d+ maximum", message);
        else
            Assert.Equal("context_length_exceeded", WireJson.Parse(refused.Body).Field("error").Text("code"));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task When_nobody_answers_the_client_learns_what_each_said(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);
        pair.Upstream.Script(Behave.Overloaded().Always());
        pair.Host.Ollama.Script(Behave.Unavailable().Always());

        var refused = await pair.Sdk.AskInVain(pair.Asking("hello there, my friend"), stream);

        Assert.Equal(502, refused.Status);
        var message = Asking.ErrorMessage(client, refused.Body);
        Assert.Contains($"{provider}: 5", message);
        Assert.Contains("ollama: 503", message);
    }

    [Theory]
    [MemberData(nameof(CloudPairs))]
    public async Task The_local_model_answers_for_a_provider_that_cannot(string client, string provider, bool stream)
    {
        Behaviour[] failures =
        [
            Behave.ModelNotFound(), Behave.Overloaded(), Behave.ServerError(), Behave.GatewayTimeout(), Behave.BadGateway(), Behave.Resets(),
            Behave.RepliesEmpty(), Behave.RepliesBrokenJson(),
        ];
        foreach (var failure in failures)
        {
            using var pair = hosts.Open(client, provider);
            pair.Upstream.Script(failure);

            var heard = await pair.Sdk.Ask(pair.Asking("hello there, my friend") with { System = "Be kind." }, stream);

            Assert.Equal("llama-sim heard: hello there, my friend", heard.Text);
            Assert.Equal(("ollama", "1"), (heard.Reply.Trooper("Provider"), heard.Reply.Trooper("Fallback-Count")));
            Assert.NotNull(heard.Reply.Trooper("Trigger"));
            Assert.Equal("Be kind.", pair.Host.Ollama.Requests[^1].Prompt!.System);
        }
    }

    [Theory]
    [InlineData("claude")]
    [InlineData("gemini")]
    [InlineData("openai")]
    public async Task A_provider_whose_quota_is_gone_is_left_at_once_and_comes_back_when_it_said(string provider)
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.StartWith([provider], time);
        foreach (var client in Dialects.Pairs.Clients)
        {
            trooper.Of(provider).Script(Behave.FailsWith(new Failure(FailureKind.QuotaExhausted) { RetryAfter = TimeSpan.FromMinutes(5) }));
            var reply = await trooper.Ask(client, Asking.Body(client, TrooperHost.ModelOf(provider), "hello there, my friend"));
            Assert.Equal((200, "ollama", provider == "openai" ? "insufficient_quota" : "429"), (reply.Status, reply.Trooper("Provider"), reply.Trooper("Trigger")));
        }

        foreach (var client in Dialects.Pairs.Clients)
        {
            var skipped = await trooper.Ask(client, Asking.Body(client, TrooperHost.ModelOf(provider), "hello there, my friend"));
            Assert.Equal(("ollama", "circuit_open"), (skipped.Trooper("Provider"), skipped.Trooper("Trigger")));
        }
        time.Advance(TimeSpan.FromMinutes(6));
        var back = await trooper.Ask("chat", Asking.Body("chat", TrooperHost.ModelOf(provider), "hello there, my friend"));
        Assert.Equal(provider, back.Trooper("Provider"));
    }
}
