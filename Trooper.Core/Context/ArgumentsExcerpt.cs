using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Trooper.Core.Context;

/// <summary>
/// A call's arguments, each value as a passage. However short they become, arguments that were a JSON object stay one, with the same names.
/// </summary>
internal sealed class ArgumentsExcerpt
{
    private const int ManyNames = 24;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _json;
    private readonly List<Argument> _arguments = [];

    public ArgumentsExcerpt(string json, int position)
    {
        _json = json;
        if (!TryRead(json, position))
        {
            _arguments.Clear();
            _arguments.Add(new Argument("", new Passage(json, Voice.Call, position), IsText: true));
        }
        Passages = [.. _arguments.Select(argument => argument.Value)];
    }

    public IReadOnlyList<Passage> Passages { get; }

    public bool IsWhole => _arguments.TrueForAll(argument => argument.Value.IsWhole);

    public string Render()
    {
        if (IsWhole)
            return _json;
        if (_arguments is [{ Name: "" } raw])
            return raw.Value.Render();
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            foreach (var (name, value, isText) in _arguments)
            {
                writer.WritePropertyName(name);
                if (isText || !value.IsWhole)
                    writer.WriteStringValue(value.Render());
                else
                    writer.WriteRawValue(value.Text, skipInputValidation: true);
            }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private bool TryRead(string json, int position)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxDepth });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return false;
            foreach (var property in document.RootElement.EnumerateObject())
            {
                var isText = property.Value.ValueKind == JsonValueKind.String;
                var text = isText ? property.Value.GetString()! : property.Value.GetRawText();
                var value = new Passage(text, Voice.Call, position);
                if (property.Value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null)
                    KeepAlways(value);
                _arguments.Add(new Argument(property.Name, value, isText));
            }
            return _arguments.Count <= ManyNames && _arguments.TrueForAll(argument => argument.Name.Length is > 0 and <= 64);
        }
        catch (JsonException)
        {
            // A model may write anything; what is not JSON is shortened as plain text.
            return false;
        }
        catch (InvalidOperationException)
        {
            // A string that holds half of a surrogate pair cannot be read as text.
            return false;
        }
    }

    private static void KeepAlways(Passage scalar)
    {
        scalar.Keep(all: true);
        scalar.Pin();
    }

    private sealed record Argument(string Name, Passage Value, bool IsText);
}
