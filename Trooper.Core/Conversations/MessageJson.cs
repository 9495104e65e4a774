using System.Text.Json;
using System.Text.Json.Serialization;
using Trooper.Core.Protocols;

namespace Trooper.Core.Conversations;

/// <summary>
/// Messages as JSON, in the block format of the Anthropic Messages API, which is also the journal's and the transcript's.
/// Reading is lenient about what it does not know: a foreign block type becomes an <see cref="OpaqueBlock"/>.
/// </summary>
public static class MessageJson
{
    /// <summary>Reads <c>{"role","content"}</c>. The reader stands on the object's start and is left on its end.</summary>
    /// <exception cref="JsonException">The JSON is not a message.</exception>
    public static Message Read(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Read(document.RootElement);
    }

    public static Message Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
        reader.Read();
        return Read(ref reader);
    }

    public static Message Read(JsonElement message) =>
        new(ReadRole(message.GetProperty("role").GetString()), ReadContent(message.TryGetProperty("content", out var content) ? content : default));

    public static IReadOnlyList<Block> ReadContent(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => [new TextBlock(content.GetString()!)],
        JsonValueKind.Array => [.. content.EnumerateArray().Select(ReadBlock)],
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        _ => throw new JsonException("content: a string or an array of blocks is expected"),
    };

    public static Block ReadBlock(JsonElement block)
    {
        var type = block.Text("type") ?? throw new JsonException("type: a content block needs one");
        switch (type)
        {
            case "text":
                return new TextBlock(block.Text("text") ?? "");
            case "thinking":
                return new ThinkingBlock(block.Text("thinking") ?? "", block.Text("signature"));
            case "redacted_thinking":
                return new RedactedThinkingBlock(block.Text("data") ?? "");
            case "tool_use":
                return new ToolCallBlock(
                    block.Text("id") ?? "",
                    block.Text("name") ?? "",
                    block.TryGetProperty("input", out var input) ? Arguments(input) : "{}",
                    block.Text("thought_signature"));
            case "tool_result":
                return new ToolResultBlock(
                    block.Text("tool_use_id") ?? "",
                    block.TryGetProperty("content", out var content) ? ReadContent(content) : [],
                    block.IsTrue("is_error"));
            case "image" when Source(block) is { } source:
                return new ImageBlock(source.Text("media_type"), source.Text("data"), source.Text("url"));
            case "document" when Source(block) is { } source && source.Text("type") is "base64" or "text" or "url":
                var isText = source.Text("type") == "text";
                return new DocumentBlock(
                    source.Text("media_type"),
                    isText ? null : source.Text("data"),
                    isText ? source.Text("data") : null,
                    source.Text("url"),
                    block.Text("title"));
            default:
                return new OpaqueBlock(type, block.GetRawText());
        }

        // Arguments that were not JSON are stored as a JSON string; an object is stored as it is.
        static string Arguments(JsonElement input) =>
            input.ValueKind == JsonValueKind.String ? input.GetString()! : input.GetRawText();

        static JsonElement? Source(JsonElement block) =>
            block.TryGetProperty("source", out var source) && source.ValueKind == JsonValueKind.Object && source.Text("type") is "base64" or "url" or "text"
                ? source : null;
    }

    public static void Write(Utf8JsonWriter writer, Message message)
    {
        writer.WriteStartObject();
        writer.WriteString("role", NameOf(message.Role));
        writer.WritePropertyName("content");
        WriteContent(writer, message.Content);
        writer.WriteEndObject();
    }

    /// <summary>A lone text block is written as a string, anything else as an array of blocks.</summary>
    public static void WriteContent(Utf8JsonWriter writer, IReadOnlyList<Block> content)
    {
        if (content is [TextBlock only])
        {
            writer.WriteStringValue(only.Text);
            return;
        }
        writer.WriteStartArray();
        foreach (var block in content)
            WriteBlock(writer, block);
        writer.WriteEndArray();
    }

    public static void WriteBlock(Utf8JsonWriter writer, Block block)
    {
        if (block is OpaqueBlock opaque)
        {
            writer.WriteRawValue(opaque.Json);
            return;
        }
        writer.WriteStartObject();
        switch (block)
        {
            case TextBlock text:
                writer.WriteString("type", "text");
                writer.WriteString("text", text.Text);
                break;
            case ThinkingBlock thinking:
                writer.WriteString("type", "thinking");
                writer.WriteString("thinking", thinking.Thinking);
                writer.WriteString("signature", thinking.Signature ?? "");
                break;
            case RedactedThinkingBlock redacted:
                writer.WriteString("type", "redacted_thinking");
                writer.WriteString("data", redacted.Data);
                break;
            case ToolCallBlock call:
                writer.WriteString("type", "tool_use");
                writer.WriteString("id", call.Id);
                writer.WriteString("name", call.Name);
                writer.WritePropertyName("input");
                WriteArguments(writer, call.ArgumentsJson);
                if (call.Signature is not null)
                    writer.WriteString("thought_signature", call.Signature);
                break;
            case ToolResultBlock result:
                writer.WriteString("type", "tool_result");
                writer.WriteString("tool_use_id", result.CallId);
                writer.WritePropertyName("content");
                WriteContent(writer, result.Content);
                if (result.IsError)
                    writer.WriteBoolean("is_error", true);
                break;
            case ImageBlock image:
                writer.WriteString("type", "image");
                WriteSource(writer, image.MediaType, image.Base64, null, image.Url);
                break;
            case DocumentBlock document:
                writer.WriteString("type", "document");
                WriteSource(writer, document.MediaType, document.Base64, document.Text, document.Url);
                if (document.Title is not null)
                    writer.WriteString("title", document.Title);
                break;
            default:
                throw new InvalidOperationException($"no JSON form for {block.GetType().Name}");
        }
        writer.WriteEndObject();
    }

    public static string NameOf(Role role) => role switch
    {
        Role.User => "user",
        Role.Assistant => "assistant",
        _ => "system",
    };

    private static void WriteSource(Utf8JsonWriter writer, string? mediaType, string? base64, string? text, string? url)
    {
        writer.WriteStartObject("source");
        writer.WriteString("type", url is not null ? "url" : text is not null ? "text" : "base64");
        if (mediaType is not null)
            writer.WriteString("media_type", mediaType);
        if (url is not null)
            writer.WriteString("url", url);
        else
            writer.WriteString("data", text ?? base64);
        writer.WriteEndObject();
    }

    private static void WriteArguments(Utf8JsonWriter writer, string arguments)
    {
        if (ToolArguments.IsObject(arguments))
            writer.WriteRawValue(arguments, skipInputValidation: true);
        else
            writer.WriteStringValue(arguments);
    }

    private static Role ReadRole(string? role) => role switch
    {
        "user" => Role.User,
        "assistant" => Role.Assistant,
        "system" => Role.System,
        _ => throw new JsonException($"role: '{role}' is not one of user, assistant, system"),
    };
}

/// <summary>The <see cref="MessageJson"/> form, for records that hold messages.</summary>
internal sealed class MessageJsonConverter : JsonConverter<Message>
{
    public override Message Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => MessageJson.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, Message value, JsonSerializerOptions options) => MessageJson.Write(writer, value);
}
