using Trooper.Bench.Load.Report;
using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Load.Scenarios;

/// <summary>One question about the cost of Trooper, answered beside its references.</summary>
internal interface IScenario
{
    /// <summary>What <c>--only</c> knows it by.</summary>
    string Name { get; }

    string Title { get; }

    Task Measure(Stand stand, LoadOptions options, FindingTable table);
}
