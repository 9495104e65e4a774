using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Trooper.Core.Protocols;

/// <summary>A tool call's arguments on their way between protocols that hold them as a string and those that hold them as an object.</summary>
public static class ToolArguments
{
    /// <summary>Nothing becomes an empty object; what is no JSON object is shown to the model as it wrote it, under <c>INVALID_JSON</c>.</summary>
    public static void WriteObject(Utf8JsonWriter json, string arguments)
    {
        if (string.IsNullOrWhiteSpace(arguments))
        {
            json.WriteStartObject();
            json.WriteEndObject();
        }
        else if (IsObject(arguments))
        {
            json.WriteRawValue(arguments, skipInputValidation: true);
        }
        else
        {
            json.WriteStartObject();
            json.WriteString("INVALID_JSON", arguments);
            json.WriteEndObject();
        }
    }

    /// <summary>The same, as JSON text.</summary>
    public static string AsObject(string arguments)
    {
        if (IsObject(arguments))
            return arguments;
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
            WriteObject(json, arguments);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static bool IsObject(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith('{'))
            return false;
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
            reader.Read();
            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
