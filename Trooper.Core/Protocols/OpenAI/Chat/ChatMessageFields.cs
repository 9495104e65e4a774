using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>The fields of a message that say something.</summary>
internal struct ChatMessageFields : IRawFields
{
    public RawValue Role, Content, ToolCalls, ToolCallId, Refusal, Reasoning, OtherReasoning;
    private RawValue other;

    public readonly bool HasThinking => Reasoning.IsGiven || OtherReasoning.IsGiven;

    [UnscopedRef]
    public ref RawValue Named(scoped ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("role"u8)) return ref Role;
        if (reader.ValueTextEquals("content"u8)) return ref Content;
        if (reader.ValueTextEquals("tool_calls"u8)) return ref ToolCalls;
        if (reader.ValueTextEquals("tool_call_id"u8)) return ref ToolCallId;
        if (reader.ValueTextEquals("refusal"u8)) return ref Refusal;
        if (reader.ValueTextEquals("reasoning_content"u8)) return ref Reasoning;
        if (reader.ValueTextEquals("reasoning"u8)) return ref OtherReasoning;
        return ref other;
    }

    public void Ignore() => other = default;
}

/// <summary>A part of a message's content.</summary>
internal struct ChatPartFields : IRawFields
{
    public RawValue Type, Text, Refusal, ImageUrl, File;
    private RawValue other;

    [UnscopedRef]
    public ref RawValue Named(scoped ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("type"u8)) return ref Type;
        if (reader.ValueTextEquals("text"u8)) return ref Text;
        if (reader.ValueTextEquals("refusal"u8)) return ref Refusal;
        if (reader.ValueTextEquals("image_url"u8)) return ref ImageUrl;
        if (reader.ValueTextEquals("file"u8)) return ref File;
        return ref other;
    }

    public void Ignore() => other = default;
}

/// <summary>An image's or a file's own object.</summary>
internal struct ChatMediaFields : IRawFields
{
    public RawValue Url, FileData;
    private RawValue other;

    [UnscopedRef]
    public ref RawValue Named(scoped ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("url"u8)) return ref Url;
        if (reader.ValueTextEquals("file_data"u8)) return ref FileData;
        return ref other;
    }

    public void Ignore() => other = default;
}

/// <summary>A tool call, and the object in it that holds the name and arguments of a function or the input of a custom tool.</summary>
internal struct ChatCallFields : IRawFields
{
    public RawValue Id, Function, Custom, Name, Arguments, Input;
    private RawValue other;

    [UnscopedRef]
    public ref RawValue Named(scoped ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("id"u8)) return ref Id;
        if (reader.ValueTextEquals("function"u8)) return ref Function;
        if (reader.ValueTextEquals("custom"u8)) return ref Custom;
        if (reader.ValueTextEquals("name"u8)) return ref Name;
        if (reader.ValueTextEquals("arguments"u8)) return ref Arguments;
        if (reader.ValueTextEquals("input"u8)) return ref Input;
        return ref other;
    }

    public void Ignore() => other = default;
}
