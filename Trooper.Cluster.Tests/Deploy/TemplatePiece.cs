using System.Text.RegularExpressions;

namespace Trooper.Cluster.Tests.Deploy;

/// <summary>A piece of a template: text, or what stands between double braces.</summary>
/// <param name="Keyword">What kind of piece it is.</param>
/// <param name="Rest">The text, or what follows the keyword.</param>
/// <param name="Source">As it is written.</param>
internal sealed partial record TemplatePiece(string Keyword, string Rest, string Source)
{
    /// <summary>The variable that it sets.</summary>
    public string Name { get; private init; } = "";

    /// <summary>Cuts a template up; a dash at a brace takes the white space on that side with it.</summary>
    public static IReadOnlyList<TemplatePiece> Cut(string template)
    {
        var pieces = new List<TemplatePiece>();
        var at = 0;
        foreach (Match action in Action().Matches(template))
        {
            Text(template[at..action.Index]);
            pieces.Add(Read(action));
            at = action.Index + action.Length;
        }
        Text(template[at..]);
        return pieces;

        void Text(string text) => pieces.Add(new("text", text, text));
    }

    private static TemplatePiece Read(Match action)
    {
        var inside = action.Groups["inside"].Value;
        if (inside.StartsWith("/*", StringComparison.Ordinal))
            return new("comment", "", action.Value);
        if (Setting().Match(inside) is { Success: true } setting)
            return new("set", setting.Groups["value"].Value, action.Value) { Name = setting.Groups["name"].Value };
        var keyword = inside.Split(' ')[0];
        return keyword is "define" or "if" or "else" or "end" or "range" ? new(keyword, inside[keyword.Length..].Trim(), action.Value) : new("value", inside, action.Value);
    }

    [GeneratedRegex(@"(\s*\{\{-|\{\{)\s*(?<inside>.*?)\s*(-\}\}\s*|\}\})", RegexOptions.Singleline)]
    private static partial Regex Action();

    [GeneratedRegex(@"^(?<name>\$\w+)\s*:=\s*(?<value>.*)$")]
    private static partial Regex Setting();
}
