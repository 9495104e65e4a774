using System.Text.Json;
using Trooper.Core.Sessions;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>The response object round the output: who answers, how far it is, and what was asked for, which the API repeats.</summary>
internal sealed class ResponseEnvelope(ResponsesAsked asked, DateTimeOffset createdAt)
{
    // What the API says of a parameter that the client left out.
    private static readonly (string Name, string Default)[] Repeated =
    [
        ("instructions", "null"), ("max_output_tokens", "null"), ("max_tool_calls", "null"), ("metadata", "{}"), ("parallel_tool_calls", "true"),
        ("previous_response_id", "null"), ("reasoning", """{"effort":null,"summary":null}"""), ("service_tier", "\"default\""), ("store", "true"),
        ("temperature", "1.0"), ("text", """{"format":{"type":"text"}}"""), ("tool_choice", "\"auto\""), ("tools", "[]"), ("top_p", "1.0"),
        ("truncation", "\"disabled\""), ("user", "null"),
    ];

    public required string Id { get; init; }

    public required string Model { get; init; }

    public void Write(Utf8JsonWriter json, ResponseState state)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("object", "response");
        json.WriteNumber("created_at", createdAt.ToUnixTimeSeconds());
        json.WriteString("status", state.Status);
        json.WriteBoolean("background", false);
        WriteReason(json, "error", "code", state.Error is null ? null : "server_error", state.Error);
        WriteReason(json, "incomplete_details", "reason", state.IncompleteReason, null);
        json.WriteString("model", Model);
        json.WriteStartArray("output");
        foreach (var item in state.Output)
            item.Write(json);
        json.WriteEndArray();
        json.WritePropertyName("usage");
        if (state.Usage is { } usage)
            Usages.Write(json, usage);
        else
            json.WriteNullValue();
        WriteRepeated(json);
        json.WriteEndObject();
    }

    private static void WriteReason(Utf8JsonWriter json, string name, string field, string? reason, string? message)
    {
        if (reason is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteString(field, reason);
        if (message is not null)
            json.WriteString("message", message);
        json.WriteEndObject();
    }

    private void WriteRepeated(Utf8JsonWriter json)
    {
        foreach (var (name, otherwise) in Repeated)
        {
            json.WritePropertyName(name);
            if (asked.Body.Field(name) is { ValueKind: not JsonValueKind.Null } said)
                said.WriteTo(json);
            else
                json.WriteRawValue(otherwise);
        }
    }
}

/// <summary>How far a response is.</summary>
/// <param name="Error">Why it failed.</param>
internal sealed record ResponseState(string Status, IReadOnlyList<OutputItem> Output, TokenUsage? Usage = null, string? Error = null)
{
    public string? IncompleteReason { get; init; }
}
