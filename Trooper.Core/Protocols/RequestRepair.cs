using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Trooper.Core.Providers;

namespace Trooper.Core.Protocols;

/// <summary>
/// A request that Trooper wrote and the provider refuses over a parameter that its model does not take: providers say which, and nowhere publish it
/// per model. It is sent once more without.
/// </summary>
public static partial class RequestRepair
{
    /// <summary>Fields that say how and not what: without them the answer is still one to the same question.</summary>
    private static readonly string[] Dispensable =
    [
        "temperature", "top_p", "top_k", "seed", "frequency_penalty", "presence_penalty", "parallel_tool_calls", "reasoning_effort", "reasoning", "stream_options",
        "user", "stop", "extra_body", "include", "store", "think", "tools", "keep_alive", "metadata", "max_tokens", "max_completion_tokens",
    ];

    /// <returns>The mended body and the field that was dropped from it, if one was; null when there is nothing to mend.</returns>
    public static (ReadOnlyMemory<byte> Body, string? Dropped)? Try(ReadOnlyMemory<byte> body, UpstreamError error)
    {
        if (FieldOf(error) is not { } field || !Dispensable.Contains(field))
            return null;
        if (field.StartsWith("max_", StringComparison.Ordinal))
            return Rename(body, field) is { } renamed ? (renamed, null) : null;
        return Cut(body, field) is { } cut ? (cut, field) : null;
    }

    private static string? FieldOf(UpstreamError error)
    {
        if (error.Param is { Length: > 0 } param)
            return param.Split('.')[0];
        if (UnknownName().Match(error.Message) is { Success: true } unknown)
            return unknown.Groups[1].Value;
        if (NotSupported().Match(error.Message) is { Success: true } unsupported)
            return unsupported.Groups[1].Value == "thinking" ? "think" : unsupported.Groups[1].Value;
        return Unsupported().Match(error.Message) is { Success: true } named ? named.Groups[1].Value : null;
    }

    // Google: Invalid JSON payload received. Unknown name "store": Cannot find field.
    [GeneratedRegex("""Unknown name \\?"(\w+)""")]
    private static partial Regex UnknownName();

    // Ollama: registry.ollama.ai/library/x does not support tools
    [GeneratedRegex(@"does not support (tools|thinking)\b")]
    private static partial Regex NotSupported();

    // OpenAI and those who follow it: Unsupported parameter: 'x' is not supported with this model.
    [GeneratedRegex(@"(?:Unsupported|Unrecognized|Unknown) (?:parameter|value|request argument supplied):? '?(\w+)")]
    private static partial Regex Unsupported();

    private static byte[]? Rename(ReadOnlyMemory<byte> body, string field)
    {
        var other = field == "max_tokens" ? "max_completion_tokens" : "max_tokens";
        if (Find(body, field) is not { } found)
            return null;
        var edits = new BodyEdits();
        edits.Replace(found.Name, Encoding.UTF8.GetBytes($"\"{other}\""));
        return edits.Apply(body).ToArray();
    }

    private static byte[]? Cut(ReadOnlyMemory<byte> body, string field)
    {
        if (Find(body, field) is not { } found)
            return null;
        var edits = new BodyEdits();
        edits.Cut(found.Whole);
        return edits.Apply(body).ToArray();
    }

    private static (Slice Name, Slice Whole)? Find(ReadOnlyMemory<byte> body, string field)
    {
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
        reader.Read();
        var cutter = new FieldCutter((int)reader.BytesConsumed);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = new Slice((int)reader.TokenStartIndex, reader.ValueSpan.Length + 2);
            var isIt = reader.ValueTextEquals(field);
            reader.Read();
            reader.Skip();
            var end = (int)reader.BytesConsumed;
            if (isIt)
                return (name, cutter.Cut(body.Span, name.Start, end));
            cutter.Keep(end);
        }
        return null;
    }
}
