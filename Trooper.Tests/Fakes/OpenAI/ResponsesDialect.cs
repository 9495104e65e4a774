using System.Text.Json;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.OpenAI;

/// <summary>OpenAI Responses.</summary>
internal sealed class ResponsesDialect(TimeProvider time, Ids ids) : Dialect
{
    private readonly ResponseStore _store = new();
    private readonly SealedReasoning _reasoning = new(ids);

    public override string Path => "/v1/responses";

    public override Framing Framing => Framing.Sse;

    public override bool Streams(JsonElement body) => body.IsTrue("stream");

    public override Failure? Violation(RecordedRequest request) =>
        BearerKey.Violation(request)
        ?? ResponsesParameterRules.Violation(request.Json)
        ?? _store.Violation(request.Json)
        ?? new ResponsesItemRules(_reasoning).Violation(ResponseStore.Items(request.Json), _store.History(request.Json))
        ?? TooLong(request.Json, OpenAIModels.MaxInputTokens);

    public override Prompt Read(JsonElement body) => ResponsesReader.Read(body, _store.History(body));

    public override object Reply(JsonElement body, Prompt prompt, Answer answer) => Stored(body, Writer(body, prompt, answer)).Reply();

    public override IEnumerable<Frame> Frames(JsonElement body, Prompt prompt, Answer answer) => Stored(body, Writer(body, prompt, answer)).Frames();

    public override Frame ErrorFrame(Failure failure) => OpenAIErrors.ResponsesFrame(failure);

    private ResponsesWriter Writer(JsonElement body, Prompt prompt, Answer answer)
    {
        var seals = body.Items("include").Any(field => field.AsText() == "reasoning.encrypted_content");
        return new ResponsesWriter(body, prompt, answer, OutputItems.Of(answer, ids, seals ? _reasoning : null), time.GetUtcNow(), ids);
    }

    private ResponsesWriter Stored(JsonElement body, ResponsesWriter writer)
    {
        _store.Add(body, writer.Id, writer.Output);
        return writer;
    }
}
