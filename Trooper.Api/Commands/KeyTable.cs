using System.Globalization;
using System.Text;
using Trooper.Api.Access;

namespace Trooper.Api.Commands;

/// <summary>Keys as a person reads them, one on each line.</summary>
internal static class KeyTable
{
    private static readonly string[] Head = ["ID", "TEAM", "NAME", "ROLE", "STATUS", "EXPIRES", "MAY"];

    public static string Of(IReadOnlyList<KeyView> keys)
    {
        if (keys.Count == 0)
            return "no key was made yet\n";
        var rows = keys.Select(Row).Prepend(Head).ToList();
        var widths = Enumerable.Range(0, Head.Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        var table = new StringBuilder();
        foreach (var row in rows)
            table.Append(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        return table.ToString();
    }

    private static string[] Row(KeyView key) =>
    [
        key.Id,
        key.Team,
        key.Name,
        key.Role.ToString().ToLowerInvariant(),
        key.Status,
        key.ExpiresAt?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "never",
        string.Join("; ", Terms(key)) is { Length: > 0 } terms ? terms : "all",
    ];

    private static IEnumerable<string> Terms(KeyView key)
    {
        if (key.Providers is { } providers)
            yield return string.Join(",", providers);
        if (key.Rpm is { } requests)
            yield return $"{requests} requests/min";
        if (key.TokensPerDay is { } tokens)
            yield return $"{tokens} tokens/day";
        if (key.MoneyPerMonth is { } money)
            yield return string.Create(CultureInfo.InvariantCulture, $"${money}/month");
        if (key.Streams is { } streams)
            yield return $"{streams} streams";
        if (key.LocalWhenOver)
            yield return "local when over";
    }
}
