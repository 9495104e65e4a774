using System.Text.Json;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>What a delta event adds to. Pieces of a custom tool's input are not among them: they make no JSON until they are whole.</summary>
internal enum DeltaKind
{
    Text,
    Refusal,
    Thinking,
    Arguments,
}

internal static class DeltaKinds
{
    /// <param name="type">Stands on the event's type.</param>
    public static DeltaKind? Of(ref Utf8JsonReader type)
    {
        if (type.TokenType != JsonTokenType.String) return null;
        if (type.ValueTextEquals("response.output_text.delta"u8)) return DeltaKind.Text;
        if (type.ValueTextEquals("response.function_call_arguments.delta"u8)) return DeltaKind.Arguments;
        if (type.ValueTextEquals("response.reasoning_summary_text.delta"u8)) return DeltaKind.Thinking;
        if (type.ValueTextEquals("response.reasoning_text.delta"u8)) return DeltaKind.Thinking;
        if (type.ValueTextEquals("response.refusal.delta"u8)) return DeltaKind.Refusal;
        return null;
    }

    public static DeltaKind? Of(string type) => type switch
    {
        "response.output_text.delta" => DeltaKind.Text,
        "response.function_call_arguments.delta" => DeltaKind.Arguments,
        "response.reasoning_summary_text.delta" or "response.reasoning_text.delta" => DeltaKind.Thinking,
        "response.refusal.delta" => DeltaKind.Refusal,
        _ => null,
    };
}
