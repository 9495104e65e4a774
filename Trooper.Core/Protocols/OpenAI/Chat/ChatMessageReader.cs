using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>Reads the messages of a Chat request that together are one: an ordinary one, or tool results and what the user says after them.</summary>
public static class ChatMessageReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonLimits.MaxDepth };

    /// <param name="bytes">The messages as they stand in the request's array, with the commas between them.</param>
    public static Message Read(ReadOnlySpan<byte> bytes)
    {
        var blocks = new List<Block>();
        var role = Role.User;
        while (!(bytes = bytes.TrimStart(" \t\r\n,"u8)).IsEmpty)
        {
            var reader = new Utf8JsonReader(bytes, Options);
            using var document = JsonDocument.ParseValue(ref reader);
            role = Read(document.RootElement, blocks);
            bytes = bytes[(int)reader.BytesConsumed..];
        }
        return new(role, blocks);
    }

    private static Role Read(JsonElement message, List<Block> blocks)
    {
        switch (message.Text("role"))
        {
            case "assistant":
                ReadAssistant(message, blocks);
                return Role.Assistant;
            case "tool":
                blocks.Add(new ToolResultBlock(message.Text("tool_call_id") ?? "", ReadContent(message)));
                return Role.User;
            case "user":
                blocks.AddRange(ReadContent(message));
                return Role.User;
            case var role:
                if (role is not ("system" or "developer"))
                    throw new JsonException($"role: '{role}' is not one of system, developer, user, assistant, tool");
                blocks.AddRange(ReadContent(message));
                return Role.System;
        }
    }

    private static void ReadAssistant(JsonElement message, List<Block> blocks)
    {
        if ((message.Text("reasoning_content") ?? message.Text("reasoning")) is { Length: > 0 } thinking)
            blocks.Add(new ThinkingBlock(thinking, null));
        blocks.AddRange(ReadContent(message));
        if (message.Text("refusal") is { Length: > 0 } refusal)
            blocks.Add(new TextBlock(refusal));
        foreach (var call in message.Items("tool_calls"))
            blocks.Add(ReadCall(call));
    }

    private static List<Block> ReadContent(JsonElement message)
    {
        if (message.Text("content") is { } text)
            return text.Length > 0 ? [new TextBlock(text)] : [];
        return [.. message.Items("content").Select(ReadPart)];
    }

    private static Block ReadPart(JsonElement part) => part.Text("type") switch
    {
        "text" => new TextBlock(part.Text("text") ?? ""),
        "refusal" => new TextBlock(part.Text("refusal") ?? ""),
        "image_url" => ReadImage(part.Text("image_url") ?? part.Object("image_url")?.Text("url") ?? ""),
        "file" when part.Object("file") is { } file && file.Text("file_data") is { } data => ReadFile(data, file.Text("filename")),
        var type => new OpaqueBlock(type ?? throw new JsonException("type: a content part needs one"), part.GetRawText()),
    };

    private static ImageBlock ReadImage(string address) => DataUri.TryRead(address, out var mediaType, out var base64)
        ? new(mediaType, base64, null)
        : new(null, null, address);

    private static DocumentBlock ReadFile(string data, string? name) => DataUri.TryRead(data, out var mediaType, out var base64)
        ? new(mediaType, base64, null, null, name)
        : new("application/pdf", data, null, null, name);

    private static ToolCallBlock ReadCall(JsonElement call)
    {
        var tool = call.Object("function");
        var custom = call.Object("custom");
        var arguments = custom?.Text("input") ?? tool?.Text("arguments");
        return new(
            call.Text("id") ?? "",
            (custom ?? tool)?.Text("name") ?? "",
            string.IsNullOrWhiteSpace(arguments) ? "{}" : arguments,
            call.Object("extra_content")?.Object("google")?.Text("thought_signature"));
    }
}
