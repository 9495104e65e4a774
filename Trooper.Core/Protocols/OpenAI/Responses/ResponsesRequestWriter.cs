using System.Buffers;
using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>Writes a request for OpenAI's <c>/v1/responses</c> (https://platform.openai.com/docs/api-reference/responses/create).</summary>
public static class ResponsesRequestWriter
{
    /// <summary>The API refuses less.</summary>
    private const int LeastMaxTokens = 16;

    /// <summary>
    /// Writes the request, and returns what of it Responses have no place for. Stop sequences are not among that: the answer is cut at them
    /// (<see cref="Replies.StopCut"/>).
    /// </summary>
    /// <param name="reasons">The model is one that reasons: it takes an effort, seals its reasoning, and refuses sampling parameters.</param>
    public static IReadOnlyList<string> Write(IBufferWriter<byte> output, ModelRequest request, bool reasons)
    {
        var dropped = new List<string>(request.Dropped);
        using var json = new Utf8JsonWriter(output, ResponsesJson.Writing);
        json.WriteStartObject();
        json.WriteString("model", request.Model);
        // A stream shows that the model is alive, whatever the client wants of the reply; the conversation is kept here and not there.
        json.WriteBoolean("stream", true);
        json.WriteBoolean("store", false);
        if (request.System is not null)
            json.WriteString("instructions", request.System);
        if (request.MaxTokens is { } max)
            json.WriteNumber("max_output_tokens", Math.Max(max, LeastMaxTokens));
        WriteSampling(json, request, reasons, dropped);
        WriteReasoning(json, request.Effort, reasons, dropped);
        WriteFormat(json, request);
        WriteTools(json, request);
        json.WriteStartArray("input");
        var items = new ItemWriter(json, dropped, name => new(ToolNames.Sent(name)), keepsReasoning: reasons);
        foreach (var message in request.Messages)
            items.Write(message);
        json.WriteEndArray();
        json.WriteEndObject();
        return dropped;
    }

    private static void WriteSampling(Utf8JsonWriter json, ModelRequest request, bool reasons, List<string> dropped)
    {
        Number("temperature", request.Temperature);
        Number("top_p", request.TopP);
        if (request.TopK is not null)
            dropped.Add("top_k");
        if (request.Seed is not null)
            dropped.Add("seed");
        if (request.FrequencyPenalty is not null)
            dropped.Add("frequency_penalty");
        if (request.PresencePenalty is not null)
            dropped.Add("presence_penalty");

        void Number(string name, double? value)
        {
            if (value is null)
                return;
            if (reasons)
                dropped.Add(name);
            else
                json.WriteNumber(name, value.Value);
        }
    }

    private static void WriteReasoning(Utf8JsonWriter json, Effort effort, bool reasons, List<string> dropped)
    {
        if (!reasons)
        {
            if (effort is not (Effort.Unsaid or Effort.Off))
                dropped.Add("thinking");
            return;
        }
        json.WriteStartArray("include");
        json.WriteStringValue("reasoning.encrypted_content");
        json.WriteEndArray();
        if (effort == Effort.Unsaid)
            return;
        json.WriteStartObject("reasoning");
        // Only these three are known to every model that reasons; none of them turns it off on all.
        json.WriteString("effort", effort switch
        {
            Effort.Off or Effort.Low => "low",
            Effort.Medium => "medium",
            _ => "high",
        });
        if (effort != Effort.Off)
            json.WriteString("summary", "auto");
        json.WriteEndObject();
    }

    // Strict schemas must name every property as required and close every object, which a client's schema need not do.
    private static void WriteFormat(Utf8JsonWriter json, ModelRequest request)
    {
        if (request.SchemaJson is null && !request.WantsJson)
            return;
        json.WriteStartObject("text");
        json.WriteStartObject("format");
        json.WriteString("type", request.SchemaJson is null ? "json_object" : "json_schema");
        if (request.SchemaJson is { } schema)
        {
            json.WriteString("name", "answer");
            json.WriteBoolean("strict", false);
            json.WritePropertyName("schema");
            json.WriteRawValue(schema, skipInputValidation: true);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter json, ModelRequest request)
    {
        if (request.Tools.Count == 0)
            return;
        json.WriteStartArray("tools");
        foreach (var tool in request.Tools)
            WriteTool(json, tool);
        json.WriteEndArray();
        WriteChoice(json, request.ToolChoice);
        if (request.ToolChoice.OneAtATime)
            json.WriteBoolean("parallel_tool_calls", false);
    }

    private static void WriteTool(Utf8JsonWriter json, Tool tool)
    {
        json.WriteStartObject();
        json.WriteString("type", "function");
        json.WriteString("name", ToolNames.Sent(tool.Name));
        if (tool.Description is not null)
            json.WriteString("description", tool.Description);
        json.WriteBoolean("strict", false); // absent means true here
        json.WritePropertyName("parameters");
        json.WriteRawValue(tool.SchemaJson, skipInputValidation: true);
        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, ToolChoice choice)
    {
        switch (choice)
        {
            case { Use: ToolUse.Any }:
                json.WriteString("tool_choice", "required");
                break;
            case { Use: ToolUse.None }:
                json.WriteString("tool_choice", "none");
                break;
            case { Use: ToolUse.Named, Name: { } name }:
                json.WriteStartObject("tool_choice");
                json.WriteString("type", "function");
                json.WriteString("name", ToolNames.Sent(name));
                json.WriteEndObject();
                break;
        }
    }
}
