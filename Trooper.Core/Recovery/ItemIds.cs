using System.Text.RegularExpressions;

namespace Trooper.Core.Recovery;

/// <summary>The numbers by which people name items of work: <c>#12</c>, <c>PR 12</c>, <c>ABC-12</c>, <c>step 3</c>.</summary>
internal static partial class ItemIds
{
    private const string Id = @"(?<!\w)(?:#|(?i:PR|MR|issue)\s+#?)(?<number>[A-Z]?\d{1,9})\b|\b(?<kind>(?i:step|task|ticket|phase|stage|part))\s+#?(?<nth>\d{1,4})\b|\b[A-Z][A-Z0-9]{1,9}-\d{1,6}\b";

    public static IReadOnlyList<string> In(string text) =>
        text.AsSpan().ContainsAnyInRange('0', '9') ? [.. Single().Matches(text).Select(Name)] : [];

    /// <summary>Where a text tells one thing of several items ("#1, #2 and #3 are done"), the text for each of them; else the text itself.</summary>
    public static IEnumerable<string> Each(string text) =>
        text.AsSpan().ContainsAnyInRange('0', '9') && Several().Match(text) is { Success: true } run
            ? Single().Matches(run.Value).Select(item => $"{text[..run.Index]}{item.Value}{text[(run.Index + run.Length)..]}")
            : [text];

    private static string Name(Match match) =>
        match.Groups["number"] is { Success: true } number ? $"#{number.Value}"
        : match.Groups["nth"] is { Success: true } nth ? $"{match.Groups["kind"].Value.ToLowerInvariant()} {nth.Value}"
        : match.Value;

    [GeneratedRegex(Id, RegexOptions.CultureInvariant)]
    private static partial Regex Single();

    [GeneratedRegex($@"(?:{Id})(?:\s*(?:,\s*and\b|,|\band\b|&|\+)\s*(?:{Id}))+", RegexOptions.CultureInvariant)]
    private static partial Regex Several();
}
