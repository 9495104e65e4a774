using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal;

namespace Trooper.Tests.Gateway.Telemetry;

/// <summary>Traces and metrics as an OTLP receiver gets them, of a real process.</summary>
public sealed class OtlpTests
{
    private const string ClientTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string ClientSpan = "00f067aa0ba902b7";
    private const string Secret = "the launch code is 4711";

    [Fact]
    public async Task A_turn_is_a_span_with_each_call_of_a_provider_below_it()
    {
        await using var fakes = await FakeUpstreams.Start();
        await using var receiver = await OtlpReceiver.Start();
        using var folder = new TestFolder();
        using var trooper = await Start(fakes, folder, ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Url));
        fakes.Anthropic.Script(Behave.Overloaded());

        await trooper.Http.Say(Secret, "s", false, ("traceparent", $"00-{ClientTrace}-{ClientSpan}-01"), ("x-api-key", "tr-a-key-of-the-client"));

        await receiver.Until(() => receiver.Spans.Count == 3 && receiver.Metrics.Contains("gen_ai.client.token.usage"));
        var turn = Assert.Single(receiver.Spans, span => span.Kind == Span.Server);
        Assert.Equal((ClientTrace, ClientSpan, $"chat {TrooperHost.ClaudeModel}"), (turn.Trace, turn.Parent, turn.Name));
        Assert.Equal(("chat", "ollama", TrooperHost.ClaudeModel, TrooperHost.LocalModel), (turn["gen_ai.operation.name"], turn["gen_ai.provider.name"], turn["gen_ai.request.model"], turn["gen_ai.response.model"]));
        Assert.Equal(("s", "end_turn", "529", "1", "direct"), (turn["gen_ai.conversation.id"], turn["gen_ai.response.finish_reasons"], turn["trooper.trigger"], turn["trooper.fallbacks"], turn["trooper.route"]));
        Assert.All(["gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", "trooper.time_to_first_token", "trooper.overhead"], name => Assert.True(double.Parse(turn[name]!) > 0, name));
        var calls = receiver.Spans.Where(span => span.Kind == Span.Client).ToList();
        Assert.All(calls, call => Assert.Equal((ClientTrace, turn.Id), (call.Trace, call.Parent)));
        var refused = calls.Single(call => call["gen_ai.provider.name"] == "anthropic");
        Assert.Equal(("529", "529", true), (refused["http.response.status_code"], refused["error.type"], refused.IsError));
        var answered = calls.Single(call => call["gen_ai.provider.name"] == "ollama");
        Assert.Equal(("200", null, false), (answered["http.response.status_code"], answered["error.type"], answered.IsError));
        Assert.Superset(
            new HashSet<string> { "gen_ai.client.operation.duration", "gen_ai.client.token.usage", "gen_ai.server.time_to_first_token", "trooper.turns", "trooper.turns.in_flight", "dotnet.gc.collections" },
            receiver.Metrics.ToHashSet());
        foreach (var said in new[] { Secret, "4711", TrooperHost.ClaudeKey, "tr-a-key-of-the-client" })
            Assert.DoesNotContain(receiver.Everything, bytes => bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(said)) >= 0);
    }

    [Fact]
    public async Task The_trace_stays_with_the_team()
    {
        await using var trooper = await TrooperHost.Start();

        await trooper.Http.Say("please go on", "s", false, ("traceparent", $"00-{ClientTrace}-{ClientSpan}-01"), ("tracestate", "a=b"));

        Assert.DoesNotContain(trooper.Claude.Requests[0].Headers.Keys, name => name.StartsWith("trace", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_client_that_samples_nothing_is_not_traced()
    {
        await using var fakes = await FakeUpstreams.Start();
        await using var receiver = await OtlpReceiver.Start();
        using var folder = new TestFolder();
        using var trooper = await Start(fakes, folder, ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", $"{receiver.Url}/v1/traces"));

        await trooper.Http.Say("please go on", "unseen", false, ("traceparent", $"00-{ClientTrace}-{ClientSpan}-00"));
        await trooper.Http.Say("please go on", "seen");

        await receiver.Until(() => receiver.Spans.Count >= 2);
        Assert.Equal("seen", Assert.Single(receiver.Spans, span => span.Kind == Span.Server)["gen_ai.conversation.id"]);
        Assert.Empty(receiver.Metrics); // only traces were asked for
    }

    private static Task<TrooperProcess> Start(FakeUpstreams fakes, TestFolder folder, (string, string) endpoint) => TrooperProcess.Start(fakes, folder.Path, database: null,
    [
        endpoint,
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_BSP_SCHEDULE_DELAY", "100"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
    ]);
}
