using System.Text.RegularExpressions;
using Trooper.Core.Context;
using Trooper.Core.Conversations;

namespace Trooper.Bench.Quality;

/// <summary>A context as one text, to look facts up in.</summary>
internal static partial class ContextText
{
    /// <summary>What was said, the tools' names and inputs, and what they returned, one below the other.</summary>
    public static string Of(CompactedContext context) =>
        string.Join('\n', (context.System is null ? [] : new[] { context.System }).Concat(context.Messages.SelectMany(message => message.Content).Select(Of)));

    /// <summary>Characters / 4; a pair of surrogates is one character.</summary>
    public static int Tokens(string text) => text.EnumerateRunes().Count() / 4;

    /// <summary>Case and white space don't matter to a fact.</summary>
    public static string Normal(string text) => WhiteSpace().Replace(text, " ").ToLowerInvariant();

    /// <summary>Takes JSON escapes off, so that a fact inside a tool's input is found too.</summary>
    public static string Unescaped(string text) => UnicodeEscape()
        .Replace(text, match => ((char)Convert.ToUInt16(match.Groups[1].Value, 16)).ToString())
        .Replace("\\n", "\n", StringComparison.Ordinal)
        .Replace("\\t", "\t", StringComparison.Ordinal)
        .Replace("\\\"", "\"", StringComparison.Ordinal)
        .Replace(@"\\", @"\", StringComparison.Ordinal);

    private static string Of(Block block) => block switch
    {
        TextBlock text => text.Text,
        ToolCallBlock call => $"{call.Name} {call.ArgumentsJson}",
        ToolResultBlock result => result.Text,
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})")]
    private static partial Regex UnicodeEscape();
}
