using System.Text.Json;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>Gemini's opaque mark on what it says, in <c>extra_content</c> (https://ai.google.dev/gemini-api/docs/thought-signatures).</summary>
internal static class ThoughtSignature
{
    /// <param name="reader">Stands on the value of <c>extra_content</c>; is left on its end.</param>
    public static string? Read(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.Object("google")?.Text("thought_signature");
    }
}
