using System.Text;
using System.Text.Json;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>
/// A custom tool takes free text. Elsewhere it is a function with one argument that holds the text.
/// </summary>
internal static class CustomInput
{
    public const string SchemaJson = """{"type":"object","properties":{"input":{"type":"string"}},"required":["input"],"additionalProperties":false}""";

    public static string Wrap(string input) => $$"""{"input":{{JsonSerializer.Serialize(input, ResponsesJson.Default.String)}}}""";

    /// <param name="quoted">The text as a JSON string.</param>
    public static ReadOnlySpan<byte> Wrap(ReadOnlySpan<byte> quoted, TextScratch scratch)
    {
        var before = "{\"input\":"u8;
        var room = scratch.Room(before.Length + quoted.Length + 1);
        before.CopyTo(room);
        quoted.CopyTo(room[before.Length..]);
        room[before.Length + quoted.Length] = (byte)'}';
        return room[..(before.Length + quoted.Length + 1)];
    }

    /// <summary>The text; a model that wrote something else than the one argument meant that as the text.</summary>
    public static string Unwrap(ReadOnlyMemory<byte> arguments)
    {
        try
        {
            using var document = JsonDocument.Parse(arguments);
            if (document.RootElement.Text("input") is { } input)
                return input;
        }
        catch (JsonException)
        {
            // Not JSON: the text itself.
        }
        return Encoding.UTF8.GetString(arguments.Span);
    }
}
