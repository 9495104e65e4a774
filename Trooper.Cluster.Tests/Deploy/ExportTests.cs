using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Cluster.Tests.Deploy;

public sealed class ExportTests
{
    [Fact]
    public async Task What_dashboards_and_alerts_may_speak_of_is_exported()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("we fix the login", "s");

        var page = await trooper.Http.GetStringAsync("/metrics");

        Assert.All(ExportedMetrics.Listed(), metric => Assert.Contains($"# TYPE {metric[0]} {metric[1]}\n", page, StringComparison.Ordinal));
    }
}
