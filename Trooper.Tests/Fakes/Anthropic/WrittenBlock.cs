using Trooper.Tests.Fakes.Model;

namespace Trooper.Tests.Fakes.Anthropic;

/// <summary>A content block in both its forms: whole, and as a start with deltas.</summary>
internal sealed record WrittenBlock(object Whole, object Start, IReadOnlyList<object> Deltas)
{
    public static WrittenBlock Text(IReadOnlyList<string> deltas) => new(
        new { type = "text", text = string.Concat(deltas) },
        new { type = "text", text = "" },
        [.. deltas.Select(text => new { type = "text_delta", text })]);

    public static WrittenBlock Thinking(string thinking, string signature) => new(
        new { type = "thinking", thinking, signature },
        new { type = "thinking", thinking = "", signature = "" },
        [.. Pieces.Of(thinking).Select(piece => new { type = "thinking_delta", thinking = piece }), new { type = "signature_delta", signature }]);

    public static WrittenBlock Redacted(string data) => new(new { type = "redacted_thinking", data }, new { type = "redacted_thinking", data }, []);

    public static WrittenBlock ToolUse(string id, Call call) => new(
        new { type = "tool_use", id, name = call.Tool, input = call.Arguments },
        new { type = "tool_use", id, name = call.Tool, input = new { } },
        [.. ArgumentPieces(call).Select(piece => new { type = "input_json_delta", partial_json = piece })]);

    // The first delta of a call's arguments is always empty.
    private static IEnumerable<string> ArgumentPieces(Call call) => ["", .. Pieces.Of(call.Arguments.GetRawText())];
}
