using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Trooper.Core.Context;

/// <summary>JSON for a model to read: only what must be escaped is, as escapes cost tokens.</summary>
internal static class RelaxedJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = JsonLimits.MaxDepth };

    public static string Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
            write(writer);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static JsonDocument Parse(string json) => JsonDocument.Parse(WellFormed(json), new JsonDocumentOptions { MaxDepth = JsonLimits.MaxDepth });

    /// <summary>The text with a replacement character for each lone surrogate, which no JSON can hold.</summary>
    public static string WellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return Replaced(text);
            i++;
        }
        return text;
    }

    private static string Replaced(string text)
    {
        var replaced = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            replaced.Append(rune.ToString());
        return replaced.ToString();
    }
}
