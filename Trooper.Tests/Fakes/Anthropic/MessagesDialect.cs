using System.Text.Json;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Anthropic;

/// <summary>Anthropic Messages.</summary>
internal sealed class MessagesDialect(Ids ids) : Dialect
{
    private readonly ThinkingSignatures _signatures = new();

    public override string Path => "/v1/messages";

    public override Framing Framing => Framing.Sse;

    public override bool Streams(JsonElement body) => body.IsTrue("stream");

    public override Failure? Violation(RecordedRequest request) =>
        AnthropicHeaders.Violation(request)
        ?? TopLevelRules.Violation(request)
        ?? RequestViolation(request);

    public Failure? CountViolation(RecordedRequest request) => TopLevelRules.CountViolation(request) ?? RequestViolation(request);

    public override Prompt Read(JsonElement body) => MessagesReader.Read(body);

    public override object Reply(JsonElement body, Prompt prompt, Answer answer) => Writer(body, prompt, answer).Reply();

    public override IEnumerable<Frame> Frames(JsonElement body, Prompt prompt, Answer answer) => Writer(body, prompt, answer).Frames();

    public override Frame ErrorFrame(Failure failure) => AnthropicErrors.Frame(failure);

    private Failure? RequestViolation(RecordedRequest request) =>
        ToolRules.Violation(request.Json)
        ?? new MessageRules(request, _signatures).Violation()
        ?? PairingRules.Violation(request.Json)
        ?? ThinkingRules.Violation(request.Json)
        ?? TooLong(request.Json, AnthropicModels.MaxInputTokens);

    private MessagesWriter Writer(JsonElement body, Prompt prompt, Answer answer) => new(body, prompt, answer, ids, _signatures);
}
