namespace Trooper.Bench.Load.Report;

/// <summary>Gathers findings, tells each scenario's as soon as it is measured, and in the end those that have a budget.</summary>
internal sealed class FindingTable(TextWriter screen)
{
    private readonly List<Finding> findings = [];

    public void Begin(string scenario) => screen.WriteLine($"\n{scenario}");

    public void Add(Finding finding)
    {
        findings.Add(finding);
        screen.WriteLine($"  {finding.What,-76} {finding.Reached}");
    }

    public void WriteBudgets()
    {
        var judged = findings.Where(finding => finding.Goal is not null).ToList();
        var (what, goal, reached) = (Width(judged, "budget", f => f.What), Width(judged, "goal", f => f.Goal!), Width(judged, "reached: median (min–max)", f => f.Reached));
        screen.WriteLine();
        Row("budget", "goal", "reached: median (min–max)", "");
        screen.WriteLine(new string('-', what + goal + reached + 14));
        foreach (var finding in judged)
            Row(finding.What, finding.Goal!, finding.Reached, finding.Verdict);
        screen.WriteLine($"{judged.Count(finding => finding.IsKept)} of {judged.Count} budgets kept");

        void Row(string first, string second, string third, string fourth) =>
            screen.WriteLine($"{first.PadRight(what)}  {second.PadRight(goal)}  {third.PadRight(reached)}  {fourth}".TrimEnd());
    }

    private static int Width(IReadOnlyList<Finding> findings, string title, Func<Finding, string> column) =>
        findings.Select(column).Append(title).Max(text => text.Length);
}
