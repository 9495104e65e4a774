using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.Anthropic;

/// <summary>Writes a request of another dialect's client for the Anthropic Messages API, version 2023-06-01, which takes sampling parameters.</summary>
public static class AnthropicRequestWriter
{
    /// <summary>The API demands a limit; other dialects leave it to the provider.</summary>
    private const int DefaultMaxTokens = 8192;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes the request, and returns what of it the API has no place for.</summary>
    public static IReadOnlyList<string> Write(IBufferWriter<byte> output, ModelRequest request, bool stream)
    {
        var dropped = new List<string>(request.Dropped);
        var model = ClaudeModel.Of(request.Model);
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("model", request.Model);
        var thinks = WriteThinking(json, request, model, out var maxTokens);
        json.WriteNumber("max_tokens", maxTokens);
        json.WriteBoolean("stream", stream);
        if (request.System is { Length: > 0 } system)
            json.WriteString("system", system);
        WriteTools(json, request, thinks, dropped);
        if (request.StopSequences.Count > 0)
            WriteStrings(json, "stop_sequences", request.StopSequences);
        WriteSampling(json, request, mayChoose: model.TakesSampling && !thinks, dropped);
        if (request.User is { Length: > 0 } user)
        {
            json.WriteStartObject("metadata");
            json.WriteString("user_id", user);
            json.WriteEndObject();
        }
        if (request.Messages.Any(AnthropicMessages.HasForeignThinking))
            dropped.Add("thinking");
        json.WriteStartArray("messages");
        foreach (var message in AnthropicMessages.Valid(request.Messages, model))
            MessageJson.Write(json, message);
        json.WriteEndArray();
        json.WriteEndObject();
        return dropped;
    }

    // A budget must leave room for the answer. A conversation in the middle of a tool loop that began without thinking can't begin it there.
    private static bool WriteThinking(Utf8JsonWriter json, ModelRequest request, ClaudeModel model, out int maxTokens)
    {
        maxTokens = request.MaxTokens ?? DefaultMaxTokens;
        var thinks = request.Effort is not (Effort.Unsaid or Effort.Off) && !AnthropicMessages.IsInToolLoopWithoutThinking(request.Messages);
        var isAdaptive = thinks && model.ThinksAdaptively;
        if (thinks)
        {
            json.WriteStartObject("thinking");
            json.WriteString("type", isAdaptive ? "adaptive" : "enabled");
            if (!isAdaptive)
            {
                var budget = BudgetOf(request.Effort);
                json.WriteNumber("budget_tokens", budget);
                maxTokens = Math.Max(maxTokens, 0) + budget;
            }
            json.WriteEndObject();
        }
        if (isAdaptive || request.SchemaJson is not null)
            WriteOutput(json, request, isAdaptive);
        return thinks;
    }

    private static void WriteOutput(Utf8JsonWriter json, ModelRequest request, bool hasEffort)
    {
        json.WriteStartObject("output_config");
        if (hasEffort)
            json.WriteString("effort", EffortName(request.Effort));
        if (request.SchemaJson is not null)
        {
            json.WriteStartObject("format");
            json.WriteString("type", "json_schema");
            json.WritePropertyName("schema");
            json.WriteRawValue(request.SchemaJson, skipInputValidation: true);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static int BudgetOf(Effort effort) => effort switch
    {
        Effort.Low => 2048,
        Effort.Medium => 8192,
        Effort.High => 16384,
        _ => 32000,
    };

    private static string EffortName(Effort effort) => effort switch
    {
        Effort.Low => "low",
        Effort.Medium => "medium",
        Effort.High => "high",
        _ => "max",
    };

    private static void WriteTools(Utf8JsonWriter json, ModelRequest request, bool thinks, List<string> dropped)
    {
        if (request.Tools.Count == 0)
            return;
        json.WriteStartArray("tools");
        foreach (var tool in request.Tools)
        {
            json.WriteStartObject();
            json.WriteString("name", tool.Name);
            if (tool.Description is { Length: > 0 } description)
                json.WriteString("description", description);
            json.WritePropertyName("input_schema");
            json.WriteRawValue(tool.SchemaJson, skipInputValidation: true);
            json.WriteEndObject();
        }
        json.WriteEndArray();

        var choice = request.ToolChoice;
        if (thinks && choice.Use is ToolUse.Any or ToolUse.Named)
        {
            dropped.Add("tool_choice"); // the API takes only auto and none beside thinking
            choice = choice with { Use = ToolUse.Auto };
        }
        json.WriteStartObject("tool_choice");
        json.WriteString("type", choice.Use switch
        {
            ToolUse.Any => "any",
            ToolUse.None => "none",
            ToolUse.Named => "tool",
            _ => "auto",
        });
        if (choice is { Use: ToolUse.Named, Name: { } name })
            json.WriteString("name", name);
        if (choice.OneAtATime && choice.Use != ToolUse.None)
            json.WriteBoolean("disable_parallel_tool_use", true);
        json.WriteEndObject();
    }

    private static void WriteSampling(Utf8JsonWriter json, ModelRequest request, bool mayChoose, List<string> dropped)
    {
        // Others go to 2; the scale ends at 1 here.
        Number("temperature", request.Temperature is { } temperature ? Math.Min(temperature, 1) : null);
        // Models since 4.1 take one of the two.
        Number("top_p", request.Temperature is null ? request.TopP : null);
        Number("top_k", request.TopK);
        if (request is { Temperature: not null, TopP: not null })
            dropped.Add("top_p");
        if (request.Seed is not null)
            dropped.Add("seed");
        if (request.FrequencyPenalty is not null)
            dropped.Add("frequency_penalty");
        if (request.PresencePenalty is not null)
            dropped.Add("presence_penalty");
        if (request is { WantsJson: true, SchemaJson: null })
            dropped.Add("response_format");

        void Number(string name, double? value)
        {
            if (value is not { } given)
                return;
            if (mayChoose)
                json.WriteNumber(name, given);
            else
                dropped.Add(name);
        }
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
