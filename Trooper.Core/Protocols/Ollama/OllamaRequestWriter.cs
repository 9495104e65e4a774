using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Trooper.Core.Protocols.Ollama;

/// <summary>What every call of the local model carries, whatever the client asked.</summary>
/// <param name="ContextTokens"><c>num_ctx</c>: the same on every call, as a change reloads the model; without it Ollama truncates silently.</param>
/// <param name="KeepAlive">How long the model stays loaded, as Ollama writes durations.</param>
public readonly record struct OllamaSettings(int ContextTokens, string KeepAlive);

/// <summary>Writes a request for Ollama's <c>/api/chat</c> (docs/api.md of ollama/ollama, "Generate a chat completion").</summary>
public static class OllamaRequestWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes the request, and returns what of it Ollama has no place for.</summary>
    /// <param name="canThink">The model has the capability: asking one that lacks it is refused.</param>
    public static IReadOnlyList<string> Write(IBufferWriter<byte> output, ModelRequest request, OllamaSettings settings, bool canThink)
    {
        var dropped = new List<string>(request.Dropped);
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("model", request.Model);
        // A stream shows that the model is alive while it loads and writes, whatever the client wants of the reply.
        json.WriteBoolean("stream", true);
        json.WriteString("keep_alive", settings.KeepAlive);
        WriteThink(json, request.Effort, canThink, dropped);
        WriteOptions(json, request, settings);
        if (request.SchemaJson is not null)
        {
            json.WritePropertyName("format");
            json.WriteRawValue(request.SchemaJson, skipInputValidation: true);
        }
        else if (request.WantsJson)
        {
            json.WriteString("format", "json");
        }
        WriteTools(json, request);
        if (request.Tools.Count > 0 && request.ToolChoice.OneAtATime)
            dropped.Add("parallel_tool_calls");
        json.WriteStartArray("messages");
        WriteSystem(json, request);
        var messages = new OllamaMessageWriter(json, dropped);
        foreach (var message in request.Messages)
            messages.Write(message);
        json.WriteEndArray();
        json.WriteEndObject();
        return dropped;
    }

    private static void WriteThink(Utf8JsonWriter json, Effort effort, bool canThink, List<string> dropped)
    {
        if (effort is Effort.Unsaid or Effort.Off)
            json.WriteBoolean("think", false); // a model that can think does so unless told not to
        else if (canThink)
            json.WriteBoolean("think", true);
        else
            dropped.Add("thinking");
    }

    private static void WriteOptions(Utf8JsonWriter json, ModelRequest request, OllamaSettings settings)
    {
        json.WriteStartObject("options");
        json.WriteNumber("num_ctx", settings.ContextTokens);
        if (request.MaxTokens is > 0 and var max)
            json.WriteNumber("num_predict", max);
        Number("temperature", request.Temperature);
        Number("top_p", request.TopP);
        Number("top_k", request.TopK);
        if (request.Seed is { } seed)
            json.WriteNumber("seed", seed);
        Number("frequency_penalty", request.FrequencyPenalty);
        Number("presence_penalty", request.PresencePenalty);
        if (request.StopSequences.Count > 0)
        {
            json.WriteStartArray("stop");
            foreach (var stop in request.StopSequences)
                json.WriteStringValue(stop);
            json.WriteEndArray();
        }
        json.WriteEndObject();

        void Number(string name, double? value)
        {
            if (value is { } number)
                json.WriteNumber(name, number);
        }
    }

    private static void WriteTools(Utf8JsonWriter json, ModelRequest request)
    {
        if (request.Tools.Count == 0 || request.ToolChoice.Use == ToolUse.None)
            return;
        json.WriteStartArray("tools");
        foreach (var tool in request.Tools)
        {
            json.WriteStartObject();
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", tool.Name);
            json.WriteString("description", tool.Description ?? "");
            json.WritePropertyName("parameters");
            json.WriteRawValue(tool.SchemaJson, skipInputValidation: true);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // Ollama has no tool_choice: a forced call is asked for in words.
    private static void WriteSystem(Utf8JsonWriter json, ModelRequest request)
    {
        var demand = request.Tools.Count == 0 ? null : request.ToolChoice switch
        {
            { Use: ToolUse.Any } => "You must answer with a call of one of the tools.",
            { Use: ToolUse.Named, Name: { } name } => $"You must answer with a call of the tool {name}.",
            _ => null,
        };
        var system = (request.System, demand) switch
        {
            (null, null) => null,
            ({ } said, null) => said,
            (null, { } asked) => asked,
            var (said, asked) => $"{said}\n\n{asked}",
        };
        if (system is null)
            return;
        json.WriteStartObject();
        json.WriteString("role", "system");
        json.WriteString("content", system);
        json.WriteEndObject();
    }
}
