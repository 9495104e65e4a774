using System.Text.RegularExpressions;

namespace Trooper.Cluster.Tests.Deploy;

/// <summary>What nodes export, as <c>deploy/metrics.txt</c> lists it, and what an expression asks of it.</summary>
internal static partial class ExportedMetrics
{
    private static readonly string[] OfAHistogram = ["_bucket", "_sum", "_count"];

    // What Prometheus itself adds.
    private static readonly string[] LabelsOfAll = ["job", "instance"];

    private static readonly IReadOnlyDictionary<string, IReadOnlySet<string>> Labels = Read();

    /// <summary>The metrics of an expression that nodes don't export, and the labels that they don't give.</summary>
    public static IReadOnlyList<string> Unknown(string expression)
    {
        var unknown = new List<string>();
        var asked = new HashSet<string>();
        foreach (Match metric in Metric().Matches(expression))
        {
            if (!Labels.TryGetValue(metric.Groups["name"].Value, out var labels))
                unknown.Add(metric.Groups["name"].Value);
            asked.UnionWith(labels ?? asked);
            unknown.AddRange(Matcher().Matches(metric.Groups["matchers"].Value).Select(match => match.Groups["label"].Value).Where(label => labels?.Contains(label) == false));
        }
        foreach (Match grouping in Grouping().Matches(expression))
            unknown.AddRange(grouping.Groups["labels"].Value.Split(',', StringSplitOptions.TrimEntries).Where(label => !asked.Contains(label)));
        return unknown;
    }

    /// <summary>Each metric's name, type and labels.</summary>
    public static IEnumerable<string[]> Listed() =>
        Repository.Read("deploy/metrics.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split(' '));

    private static Dictionary<string, IReadOnlySet<string>> Read()
    {
        var metrics = new Dictionary<string, IReadOnlySet<string>> { ["up"] = new HashSet<string>(LabelsOfAll) };
        foreach (var parts in Listed())
        {
            var labels = parts.ElementAtOrDefault(2)?.Split(',') ?? [];
            if (parts[1] != "histogram")
                metrics.Add(parts[0], new HashSet<string>([.. labels, .. LabelsOfAll]));
            else
                foreach (var suffix in OfAHistogram)
                    metrics.Add(parts[0] + suffix, new HashSet<string>([.. labels, .. LabelsOfAll, "le"]));
        }
        return metrics;
    }

    [GeneratedRegex(@"\b(?<name>(trooper|process|dotnet)_[a-z0-9_]+|up)\b(\{(?<matchers>[^}]*)\})?")]
    private static partial Regex Metric();

    [GeneratedRegex(@"(?<label>[a-z_]+)\s*(=~|!=|!~|=)\s*""")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\bby\s*\((?<labels>[^)]*)\)")]
    private static partial Regex Grouping();
}
