using System.Text.Json;

namespace Trooper.Core.Context;

/// <summary>
/// A call's arguments, each value as a passage. However short they become, arguments that were a JSON object stay one, with the same names.
/// </summary>
internal sealed class ArgumentsExcerpt
{
    private const int ManyNames = 24;

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
            return raw.Value.Render() is { Length: > 0 } kept ? kept : "[…]";
        return RelaxedJson.Write(Write);
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, value, isText) in _arguments)
        {
            writer.WritePropertyName(name);
            if (isText || !value.IsWhole)
                writer.WriteStringValue(RelaxedJson.WellFormed(value.Render() is { Length: > 0 } kept ? kept : "[…]"));
            else
                writer.WriteRawValue(value.Text, skipInputValidation: true);
        }
        writer.WriteEndObject();
    }

    private bool TryRead(string json, int position)
    {
        try
        {
            using var document = RelaxedJson.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return false;
            foreach (var property in document.RootElement.EnumerateObject())
            {
                var isText = property.Value.ValueKind == JsonValueKind.String;
                var text = isText ? property.Value.GetString()! : property.Value.GetRawText();
                var value = new Passage(text, Voice.Call, position);
                if (property.Value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null)
                    value.PinWithin(int.MaxValue);
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

    private sealed record Argument(string Name, Passage Value, bool IsText);
}
