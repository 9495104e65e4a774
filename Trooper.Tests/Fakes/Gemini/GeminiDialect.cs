using System.Text.Json;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.OpenAI;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Gemini;

/// <summary>Gemini's OpenAI-compatible endpoint: chat completions, with Google's own deviations.</summary>
internal sealed class GeminiDialect(TimeProvider time, Ids ids) : Dialect
{
    private const int MaxInputTokens = 1_048_576;

    private readonly ThoughtSignatures _signatures = new();

    public override string Path => "/v1beta/openai/chat/completions";

    public override Framing Framing => Framing.Sse;

    public override bool Streams(JsonElement body) => body.IsTrue("stream");

    public override Failure? Violation(RecordedRequest request) =>
        GeminiRules.KeyViolation(request)
        ?? GeminiRules.ParameterViolation(request.Json)
        ?? SchemaRules.Violation(request.Json)
        ?? GeminiMessageRules.Violation(request.Json)
        ?? _signatures.Violation(request.Json)
        ?? TooLong(request.Json, MaxInputTokens);

    public override Prompt Read(JsonElement body) => ChatReader.Read(body) with { WantsThinking = GeminiRules.Thinking(body).IsTrue("include_thoughts") };

    public override object Reply(JsonElement body, Prompt prompt, Answer answer) => Writer(body, prompt, answer).Reply();

    public override IEnumerable<Frame> Frames(JsonElement body, Prompt prompt, Answer answer) => Writer(body, prompt, answer).Frames();

    public override Frame ErrorFrame(Failure failure) => GeminiErrors.Frame(failure);

    private GeminiWriter Writer(JsonElement body, Prompt prompt, Answer answer) => new(body, prompt, answer, time.GetUtcNow(), ids, _signatures);
}
