using Trooper.Bench.Load;
using Trooper.Bench.Load.Report;

namespace Trooper.Bench.Cluster;

/// <summary>One question about the cost of a cluster.</summary>
internal interface IClusterScenario
{
    /// <summary>What <c>--only</c> knows it by.</summary>
    string Name { get; }

    string Title { get; }

    Task Measure(ClusterStand stand, LoadOptions options, FindingTable table);
}
