using System.Text.RegularExpressions;

namespace Trooper.Core.Recovery;

/// <summary>The numbers by which people name items of work: <c>#12</c>, <c>PR 12</c>, <c>ABC-12</c>.</summary>
internal static partial class ItemIds
{
    public static IReadOnlyList<string> In(string text) =>
        text.AsSpan().ContainsAnyInRange('0', '9') ? [.. Pattern().Matches(text).Select(match => match.Groups[1].Success ? $"#{match.Groups[1].Value}" : match.Value)] : [];

    [GeneratedRegex(@"(?<!\w)(?:#|(?i:PR|MR|issue|ticket|task|step)\s+#?)([A-Z]?\d{1,9})\b|\b[A-Z][A-Z0-9]{1,9}-\d{1,6}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
