using System.Text;
using System.Text.Json;

namespace Trooper.Core.Protocols.OpenAI.Responses;

internal enum ItemKind
{
    /// <summary>An item that only OpenAI understands (its own searches, references): it says nothing here, and is carried along.</summary>
    Other,
    Message,
    Reasoning,
    FunctionCall,
    CustomCall,

    /// <summary>A call of a tool that OpenAI defines and the client runs: its name is the item's type, its arguments are <c>action</c> or <c>operation</c>.</summary>
    DefinedCall,

    /// <summary>The result of a call of any kind.</summary>
    Result,
}

internal static class ItemKinds
{
    public static ItemKind Of(JsonElement item) =>
        item.Text("type") is { } type ? Of(Encoding.UTF8.GetBytes(type)) : item.Field("role") is null ? ItemKind.Other : ItemKind.Message;

    public static ItemKind Of(ReadOnlySpan<byte> type)
    {
        if (type.SequenceEqual("message"u8)) return ItemKind.Message;
        if (type.SequenceEqual("function_call"u8)) return ItemKind.FunctionCall;
        if (type.SequenceEqual("reasoning"u8)) return ItemKind.Reasoning;
        if (type.SequenceEqual("custom_tool_call"u8)) return ItemKind.CustomCall;
        if (IsDefinedCall(type)) return ItemKind.DefinedCall;
        if (!type.EndsWith("_output"u8))
            return ItemKind.Other;
        return Of(type[..^"_output"u8.Length]) is ItemKind.FunctionCall or ItemKind.CustomCall or ItemKind.DefinedCall ? ItemKind.Result : ItemKind.Other;
    }

    /// <summary>The tool's name in the type of a <see cref="ItemKind.DefinedCall"/>.</summary>
    public static ReadOnlySpan<byte> ToolOf(ReadOnlySpan<byte> type) => type[..^"_call"u8.Length];

    private static bool IsDefinedCall(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("local_shell_call"u8) || type.SequenceEqual("shell_call"u8) || type.SequenceEqual("apply_patch_call"u8);
}
