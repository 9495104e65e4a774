using System.Text.Json;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>A string's text as UTF-8. Half of a surrogate pair, which JSON's grammar allows, is no text: a fault of the wire like any other.</summary>
internal static class WireText
{
    public static int Copy(ref Utf8JsonReader reader, byte[] to)
    {
        try
        {
            return reader.CopyString(to);
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("a string holds half of a surrogate pair", e);
        }
    }
}
