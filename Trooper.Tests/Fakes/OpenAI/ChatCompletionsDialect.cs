using System.Text.Json;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.OpenAI;

/// <summary>OpenAI chat completions.</summary>
internal sealed class ChatCompletionsDialect(TimeProvider time, Ids ids) : Dialect
{
    public override string Path => "/v1/chat/completions";

    public override Framing Framing => Framing.Sse;

    public override bool Streams(JsonElement body) => body.IsTrue("stream");

    public override Failure? Violation(RecordedRequest request) =>
        BearerKey.Violation(request)
        ?? ChatParameterRules.Violation(request.Json)
        ?? ChatMessageRules.Violation(request.Json)
        ?? ReasoningRules.ChatViolation(request.Json)
        ?? TooLong(request.Json, OpenAIModels.MaxInputTokens);

    public override Prompt Read(JsonElement body) => ChatReader.Read(body);

    public override object Reply(JsonElement body, Prompt prompt, Answer answer) => Writer(body, prompt, answer).Reply();

    public override IEnumerable<Frame> Frames(JsonElement body, Prompt prompt, Answer answer) => Writer(body, prompt, answer).Frames();

    public override Frame ErrorFrame(Failure failure) => OpenAIErrors.ChatFrame(failure);

    private ChatWriter Writer(JsonElement body, Prompt prompt, Answer answer) => new(body, prompt, answer, time.GetUtcNow(), ids);
}
