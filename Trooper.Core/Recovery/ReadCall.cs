using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Recovery;

/// <summary>A tool call with its arguments read.</summary>
internal sealed class ReadCall(ToolCallBlock call)
{
    private static readonly string[] CommandNames = ["command", "cmd", "script", "code"];
    private static readonly string[] FileNames = ["file_path", "path", "filename", "file", "notebook_path", "target_file", "filePath"];
    private static readonly string[] SubjectNames = ["description", "query", "pattern", "url", "title", "subject", "name", "prompt", "id"];

    private const int SummaryLength = 120;

    public string Id => call.Id;
    public string Name => call.Name;
    public JsonElement Arguments { get; } = Parse(call.ArgumentsJson);

    /// <summary>The shell command, or null when this is not a shell.</summary>
    public string? Command => field ??= FindCommand();

    public string? File => Text(FileNames);

    /// <summary>One line that says what the call does.</summary>
    public string Summary => field ??= Summarize();

    public string? Text(params ReadOnlySpan<string> names)
    {
        if (Arguments.ValueKind == JsonValueKind.Object)
            foreach (var name in names)
                if (Arguments.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                    return value.ToString();
        return null;
    }

    private string? FindCommand()
    {
        if (Text(CommandNames) is { } command)
            return command;
        if (Arguments.ValueKind != JsonValueKind.Object || !Arguments.TryGetProperty("command", out var parts) || parts.ValueKind != JsonValueKind.Array)
            return null;
        return string.Join(' ', parts.EnumerateArray().Select(part => part.ToString()));
    }

    private string Summarize()
    {
        var subject = Command ?? File ?? Text(SubjectNames) ?? FirstArguments();
        var line = subject.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        return PhraseText.Shorten((end < 0 ? line : line[..end]).ToString(), SummaryLength);
    }

    private string FirstArguments() => Arguments.ValueKind switch
    {
        JsonValueKind.Object => string.Join(", ", Arguments.EnumerateObject()
            .Where(property => property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            .Take(3)
            .Select(property => $"{property.Name}={PhraseText.Shorten(property.Value.ToString(), 40)}")),
        _ => "",
    };

    // A model may write anything: arguments that are no JSON have nothing to read.
    private static JsonElement Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxDepth });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
