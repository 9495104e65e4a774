using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>Writes the fields of a request that every provider of Chat Completions takes alike.</summary>
/// <param name="writeSchema">Writes a JSON Schema as the provider takes it.</param>
internal sealed class ChatFields(Utf8JsonWriter json, ModelRequest request, DroppedFields dropped, Action<Utf8JsonWriter, string> writeSchema)
{
    private const int MaxStops = 4;

    public void Stream(bool stream)
    {
        json.WriteBoolean("stream", stream);
        if (!stream)
            return;
        json.WriteStartObject("stream_options");
        json.WriteBoolean("include_usage", true);
        json.WriteEndObject();
    }

    public void Number(string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }

    public void Stops()
    {
        if (request.StopSequences.Count == 0)
            return;
        if (request.StopSequences.Count > MaxStops)
            dropped.Add("stop_sequences");
        json.WriteStartArray("stop");
        foreach (var stop in request.StopSequences.Take(MaxStops))
            json.WriteStringValue(stop);
        json.WriteEndArray();
    }

    public void Tools()
    {
        if (request.Tools.Count == 0)
            return;
        json.WriteStartArray("tools");
        foreach (var tool in request.Tools)
            Write(tool);
        json.WriteEndArray();
        Choice(request.ToolChoice);
        if (request.ToolChoice.OneAtATime)
            json.WriteBoolean("parallel_tool_calls", false);
    }

    public void Format()
    {
        if (request.SchemaJson is null && !request.WantsJson)
            return;
        json.WriteStartObject("response_format");
        json.WriteString("type", request.SchemaJson is null ? "json_object" : "json_schema");
        if (request.SchemaJson is not null)
        {
            json.WriteStartObject("json_schema");
            json.WriteString("name", request.SchemaName ?? "answer");
            json.WritePropertyName("schema");
            writeSchema(json, request.SchemaJson);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private void Write(Tool tool)
    {
        json.WriteStartObject();
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", ToolNames.Sent(tool.Name));
        if (!string.IsNullOrEmpty(tool.Description))
            json.WriteString("description", tool.Description);
        json.WritePropertyName("parameters");
        writeSchema(json, tool.SchemaJson);
        if (tool.Strict)
            json.WriteBoolean("strict", true);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Choice(ToolChoice choice)
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
                json.WriteStartObject("function");
                json.WriteString("name", ToolNames.Sent(name));
                json.WriteEndObject();
                json.WriteEndObject();
                break;
        }
    }
}
