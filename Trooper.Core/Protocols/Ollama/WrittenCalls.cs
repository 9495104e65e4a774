using System.Text.Json;
using System.Text.RegularExpressions;

namespace Trooper.Core.Protocols.Ollama;

/// <summary>A tool call that a model wrote into its text.</summary>
internal readonly record struct WrittenCall(string Name, string ArgumentsJson);

/// <summary>
/// Tool calls as JSON in the text, which is how local models make them when they lose their template's form under a long list of tools:
/// <c>{"name":…,"parameters":…}</c>, one or several, bare, fenced or between the tags of other templates.
/// </summary>
internal static partial class WrittenCalls
{
    private static readonly string[] Openings = ["{", "[", "```", "<tool_call>", "<|python_tag|>", "<function_call>"];

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonLimits.MaxDepth, AllowTrailingCommas = true };

    /// <summary>Whether a text that begins so may be a call: no more is known until it is whole.</summary>
    public static bool MayBegin(ReadOnlySpan<char> text)
    {
        var start = text.TrimStart();
        foreach (var opening in Openings)
        {
            if (start.Length < opening.Length ? opening.AsSpan().StartsWith(start) : start.StartsWith(opening))
                return true;
        }
        return false;
    }

    /// <summary>The calls that a text consists of; none when it is anything but calls of tools that were offered.</summary>
    public static IReadOnlyList<WrittenCall> Read(string text, IReadOnlySet<string> tools)
    {
        var calls = new List<WrittenCall>();
        foreach (var piece in Pieces(Marks().Replace(text, "\n")))
        {
            if (!TryParse(piece, out var parsed) || !Add(calls, parsed, tools))
                return [];
        }
        return calls;
    }

    [GeneratedRegex(@"```(?:json|tool_call)?|</?tool_call>|</?function_call>|<\|python_tag\|>")]
    private static partial Regex Marks();

    // Values that stand side by side, with a semicolon, a comma or nothing between them. What follows the first brace without closing it is one piece.
    private static IEnumerable<string> Pieces(string text)
    {
        var depth = 0;
        var start = -1;
        var inString = false;
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (inString)
            {
                if (character == '\\')
                    at++;
                else if (character == '"')
                    inString = false;
                continue;
            }
            if (start < 0 && !char.IsWhiteSpace(character) && character is not (';' or ','))
                start = at;
            if (character == '"')
                inString = true;
            else if (character is '{' or '[')
                depth++;
            else if (character is '}' or ']' && --depth == 0)
            {
                yield return text[start..(at + 1)];
                start = -1;
            }
        }
        if (start >= 0)
            yield return text[start..];
    }

    private static bool TryParse(string piece, out JsonElement parsed)
    {
        foreach (var candidate in new[] { piece, piece.StartsWith('{') ? JsonRepair.ObjectFrom(piece) : null })
        {
            try
            {
                if (candidate is not null)
                {
                    parsed = JsonElement.Parse(candidate, Options);
                    return true;
                }
            }
            catch (JsonException)
            {
                // Not JSON as it stands.
            }
        }
        parsed = default;
        return false;
    }

    private static bool Add(List<WrittenCall> calls, JsonElement value, IReadOnlySet<string> tools)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return value.GetArrayLength() > 0 && value.EnumerateArray().All(item => Add(calls, item, tools));
        if (value.Items("tool_calls").ToList() is { Count: > 0 } list)
            return list.All(item => Add(calls, item, tools));
        if (value.Object("function") is { } function)
            return Add(calls, function, tools);
        if ((value.Text("name") ?? value.Text("tool") ?? value.Text("function")) is not { } name || !tools.Contains(name))
            return false;
        var arguments = value.Field("parameters") ?? value.Field("arguments") ?? value.Field("input");
        if (arguments is { ValueKind: not (JsonValueKind.Object or JsonValueKind.String or JsonValueKind.Null) })
            return false;
        calls.Add(new(name, arguments switch
        {
            { ValueKind: JsonValueKind.Object } held => held.GetRawText(),
            { ValueKind: JsonValueKind.String } text => text.GetString()!,
            _ => "{}",
        }));
        return true;
    }
}
