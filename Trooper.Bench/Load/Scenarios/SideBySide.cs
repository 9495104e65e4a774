using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Report;
using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Load.Scenarios;

/// <summary>The same load on each target in turn, round after round: what else the machine does meanwhile meets all of them alike.</summary>
internal sealed class SideBySide(Stand stand)
{
    private readonly List<IReadOnlyDictionary<Target, Measured>> rounds = [];

    public async Task Run(int count, Func<Target, LoadRun> load)
    {
        for (var round = 0; round < count; round++)
        {
            var measured = new Dictionary<Target, Measured>();
            foreach (var target in stand.All)
                measured[target] = await load(target).Run();
            rounds.Add(measured);
        }
    }

    /// <summary>A figure of one target.</summary>
    public Rounds Of(Target target, Func<Measured, double> figure) => Each(round => figure(round[target]));

    /// <summary>How much more Trooper's figure is than the upstream's, called directly.</summary>
    public Rounds Added(Func<Measured, double> figure) => AddedBy(stand.Trooper, figure);

    public Rounds AddedBy(Target target, Func<Measured, double> figure) => Each(round => figure(round[target]) - figure(round[stand.Direct]));

    /// <summary>Trooper's figure as a part of the bare relay's.</summary>
    public Rounds Ratio(Func<Measured, double> figure) => Each(round => figure(round[stand.Trooper]) / figure(round[stand.Relay]));

    public void TellThroughput(FindingTable table) => Tell(table, "requests per second", measured => measured.PerSecond, "0");

    public void TellCpu(FindingTable table) => Tell(table, "processor time per request, µs", measured => measured.CpuPerRequest, "0");

    private void Tell(FindingTable table, string what, Func<Measured, double> figure, string format)
    {
        foreach (var target in stand.All)
            table.Add(Finding.Plain($"{what}: {target.Name}", Of(target, figure), "", format));
    }

    private Rounds Each(Func<IReadOnlyDictionary<Target, Measured>, double> figure)
    {
        var all = new Rounds();
        foreach (var round in rounds)
            all.Add(figure(round));
        return all;
    }
}
