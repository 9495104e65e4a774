using System.Text;
using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>Reads items, of a request's input or of a reply's output, into blocks. Items of unknown kinds say nothing.</summary>
internal static class ItemReader
{
    /// <param name="bytes">Items with commas between them, or the string that stands for one user message.</param>
    public static IReadOnlyList<Block> Read(ReadOnlySpan<byte> bytes) =>
        bytes[0] == '"' ? Content(ResponsesJson.Parse(bytes)) : [.. Items(bytes).SelectMany(Blocks)];

    public static IEnumerable<JsonElement> Items(ReadOnlySpan<byte> bytes)
    {
        var list = new byte[bytes.Length + 2];
        list[0] = (byte)'[';
        var items = bytes.TrimEnd(" \t\r\n"u8);
        if (items.EndsWith(","u8))
            items = items[..^1];
        items.CopyTo(list.AsSpan(1));
        list[items.Length + 1] = (byte)']';
        return ResponsesJson.Parse(list.AsSpan(0, items.Length + 2)).EnumerateArray();
    }

    /// <summary>A string, or the parts of a content. A text that is empty is no block: other dialects refuse it.</summary>
    public static IReadOnlyList<Block> Content(JsonElement? content) => content switch
    {
        { ValueKind: JsonValueKind.String } text => Text(text.GetString()!),
        { ValueKind: JsonValueKind.Array } parts => [.. parts.EnumerateArray().SelectMany(Part)],
        _ => [],
    };

    /// <summary>The arguments of a call of any kind, as JSON.</summary>
    public static string Arguments(JsonElement call) => ItemKinds.Of(call) switch
    {
        ItemKind.FunctionCall => call.Text("arguments") is { Length: > 0 } arguments ? arguments : "{}",
        ItemKind.CustomCall => CustomInput.Wrap(call.Text("input") ?? ""),
        _ => (call.Field("action") ?? call.Field("operation"))?.GetRawText() ?? "{}",
    };

    /// <summary>The name of the tool that a call of any kind is of, with its namespace.</summary>
    public static string NameOf(JsonElement call)
    {
        if (ItemKinds.Of(call) == ItemKind.DefinedCall)
            return Encoding.UTF8.GetString(ItemKinds.ToolOf(Encoding.UTF8.GetBytes(call.Text("type")!)));
        var name = call.Text("name") ?? "";
        return call.Text("namespace") is { } space ? ToolForm.Flat(space, name) : name;
    }

    public static string CallIdOf(JsonElement item) => item.Text("call_id") ?? item.Text("id") ?? "";

    /// <summary>What a model lets be seen of its reasoning.</summary>
    public static string Thinking(JsonElement reasoning)
    {
        var summary = reasoning.Items("summary");
        var shown = summary.Any() ? summary : reasoning.Items("content");
        return string.Join("\n\n", shown.Select(part => part.Text("text")).Where(text => text is not null));
    }

    private static IReadOnlyList<Block> Blocks(JsonElement item)
    {
        switch (ItemKinds.Of(item))
        {
            case ItemKind.Message:
                return Content(item.Field("content"));
            case ItemKind.Reasoning:
                var thinking = Thinking(item);
                var seal = ReasoningSeal.Of(item);
                return thinking.Length == 0 && seal is null ? [] : [new ThinkingBlock(thinking, seal)];
            case ItemKind.Result:
                return [new ToolResultBlock(CallIdOf(item), Output(item.Field("output")))];
            case ItemKind.Other:
                return [];
            default:
                return [new ToolCallBlock(CallIdOf(item), NameOf(item), Arguments(item))];
        }
    }

    private static IReadOnlyList<Block> Output(JsonElement? output) =>
        output is { ValueKind: not (JsonValueKind.String or JsonValueKind.Array or JsonValueKind.Null) } structure ? Text(structure.GetRawText()) : Content(output);

    private static IReadOnlyList<Block> Part(JsonElement part)
    {
        switch (part.Text("type"))
        {
            case "input_text" or "output_text" or "text":
                return Text(part.Text("text") ?? "");
            case "refusal":
                return Text(part.Text("refusal") ?? "");
            case "input_image" when part.Text("image_url") is { } url:
                return [DataUri.TryRead(url, out var type, out var base64) ? new ImageBlock(type, base64, null) : new ImageBlock(null, null, url)];
            case "input_file" when (part.Text("file_url") ?? part.Text("file_data")) is { } data:
                var isAddress = part.Text("file_url") is not null;
                var title = part.Text("filename");
                if (DataUri.TryRead(data, out var mediaType, out var content))
                    return [new DocumentBlock(mediaType, content, null, null, title)];
                return [isAddress ? new DocumentBlock(null, null, null, data, title) : new DocumentBlock("application/pdf", data, null, null, title)];
            case null:
                return Text(part.GetRawText());
            case { } other:
                return [new OpaqueBlock(other, part.GetRawText())];
        }
    }

    private static IReadOnlyList<Block> Text(string text) => text.Length == 0 ? [] : [new TextBlock(text)];
}
