using System.Buffers;
using System.Text.Json;
using Trooper.Core.Protocols.OpenAI;
using Trooper.Core.Protocols.OpenAI.Chat;

namespace Trooper.Core.Protocols.Gemini;

/// <summary>
/// Writes a request for Gemini's OpenAI-compatible endpoint (https://ai.google.dev/gemini-api/docs/openai): Chat Completions, but a field that
/// Google does not know fails the whole request, so that only what is known is ever written.
/// </summary>
public static class GeminiRequestWriter
{
    /// <summary>What Google tells callers to send for calls that another model made (https://ai.google.dev/gemini-api/docs/thought-signatures).</summary>
    private const string ForeignSignature = "skip_thought_signature_validator";

    /// <summary>Writes the request, and returns what of it Gemini has no place for. Its reply is read with the request's <see cref="ToolNames"/>.</summary>
    public static IReadOnlyList<string> Write(IBufferWriter<byte> output, ModelRequest request, bool stream)
    {
        var dropped = new DroppedFields(request.Dropped);
        using var json = new Utf8JsonWriter(output, ChatRequestWriter.Options);
        var fields = new ChatFields(json, request, dropped, GeminiSchema.Write);
        json.WriteStartObject();
        json.WriteString("model", request.Model);
        fields.Stream(stream);
        if (request.MaxTokens is > 0 and var max)
            json.WriteNumber("max_tokens", max);
        fields.Number("temperature", request.Temperature);
        fields.Number("top_p", request.TopP);
        if (request.Seed is { } seed)
            json.WriteNumber("seed", seed);
        fields.Stops();
        fields.Tools();
        WriteFormat(fields, request, dropped);
        WriteThinking(json, request, dropped);
        NameUnknown(request, dropped);
        var signature = GeminiModels.DemandsSignatures(request.Model) ? ForeignSignature : null;
        var abilities = new ChatAbilities("system", TakesImageAddresses: false, TakesFiles: false, TakesLateSystem: false, CarriesSignatures: true, signature);
        ChatRequestWriter.WriteMessages(json, request, abilities, dropped);
        json.WriteEndObject();
        return dropped.Names;
    }

    // Before 3 a request with tools may not ask for JSON as well.
    private static void WriteFormat(ChatFields fields, ModelRequest request, DroppedFields dropped)
    {
        var asksForJson = request.WantsJson || request.SchemaJson is not null;
        if (asksForJson && request.Tools.Count > 0 && !GeminiModels.TakesJsonBesideTools(request.Model))
            dropped.Add("response_format");
        else
            fields.Format();
    }

    // Thoughts are shown only to who asks for them, and the field that asks excludes reasoning_effort.
    private static void WriteThinking(Utf8JsonWriter json, ModelRequest request, DroppedFields dropped)
    {
        if (request.Effort == Effort.Unsaid)
            return;
        if (request.Effort == Effort.Off)
        {
            if (GeminiModels.CanNotThink(request.Model))
                json.WriteString("reasoning_effort", "none");
            return;
        }
        if (!GeminiModels.Thinks(request.Model))
        {
            dropped.Add("thinking");
            return;
        }
        json.WriteStartObject("extra_body");
        json.WriteStartObject("google");
        json.WriteStartObject("thinking_config");
        json.WriteBoolean("include_thoughts", true);
        if (GeminiModels.HasThinkingLevels(request.Model))
            json.WriteString("thinking_level", request.Effort == Effort.Low ? "low" : "high");
        else
            json.WriteNumber("thinking_budget", BudgetOf(request.Effort));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static int BudgetOf(Effort effort) => effort switch
    {
        Effort.Low => 1024,
        Effort.Medium => 8192,
        _ => 24576,
    };

    private static void NameUnknown(ModelRequest request, DroppedFields dropped)
    {
        if (request.TopK is not null)
            dropped.Add("top_k");
        if (request.FrequencyPenalty is not null)
            dropped.Add("frequency_penalty");
        if (request.PresencePenalty is not null)
            dropped.Add("presence_penalty");
    }
}
