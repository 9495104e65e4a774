using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>Writes a request for OpenAI's Chat Completions, or for what else speaks them at the configured address.</summary>
public static class ChatRequestWriter
{
    internal static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes the request, and returns what of it the model has no place for. Its reply is read with the request's <see cref="ToolNames"/>.</summary>
    public static IReadOnlyList<string> Write(IBufferWriter<byte> output, ModelRequest request, bool stream)
    {
        var dropped = new DroppedFields(request.Dropped);
        var reasons = OpenAIModels.Reasons(request.Model);
        using var json = new Utf8JsonWriter(output, Options);
        var fields = new ChatFields(json, request, dropped, FunctionSchema.Write);
        json.WriteStartObject();
        json.WriteString("model", request.Model);
        fields.Stream(stream);
        if (reasons)
            WriteReasoning(json, request, dropped);
        else
            WriteSampling(json, fields, request, dropped);
        if (request.TopK is not null)
            dropped.Add("top_k");
        if (request.Seed is { } seed)
            json.WriteNumber("seed", seed);
        if (request.User is not null)
            json.WriteString("user", request.User);
        fields.Tools();
        fields.Format();
        WriteMessages(json, request, new(reasons ? "developer" : "system", true, true, true), dropped);
        json.WriteEndObject();
        return dropped.Names;
    }

    internal static void WriteMessages(Utf8JsonWriter json, ModelRequest request, ChatAbilities abilities, DroppedFields dropped)
    {
        var messages = new ChatMessageWriter(json, abilities, dropped);
        json.WriteStartArray("messages");
        if (request.System is { Length: > 0 } system)
            messages.WriteSystem(system);
        foreach (var message in request.Messages)
            messages.Write(message);
        json.WriteEndArray();
    }

    private static void WriteSampling(Utf8JsonWriter json, ChatFields fields, ModelRequest request, DroppedFields dropped)
    {
        if (request.MaxTokens is > 0 and var max)
            json.WriteNumber("max_tokens", max);
        fields.Number("temperature", request.Temperature);
        fields.Number("top_p", request.TopP);
        fields.Number("frequency_penalty", request.FrequencyPenalty);
        fields.Number("presence_penalty", request.PresencePenalty);
        fields.Stops();
        if (request.Effort is not (Effort.Unsaid or Effort.Off))
            dropped.Add("thinking");
    }

    // A reasoning model refuses the whole request over any of these, and over stop sequences, at which the answer is cut here.
    private static void WriteReasoning(Utf8JsonWriter json, ModelRequest request, DroppedFields dropped)
    {
        if (request.MaxTokens is > 0 and var max)
            json.WriteNumber("max_completion_tokens", max);
        if (OpenAIModels.EffortFor(request.Model, request.Effort) is { } effort)
            json.WriteString("reasoning_effort", effort);
        if (request.Temperature is not (null or 1))
            dropped.Add("temperature");
        if (request.TopP is not null)
            dropped.Add("top_p");
        if (request.FrequencyPenalty is not null)
            dropped.Add("frequency_penalty");
        if (request.PresencePenalty is not null)
            dropped.Add("presence_penalty");
    }
}
