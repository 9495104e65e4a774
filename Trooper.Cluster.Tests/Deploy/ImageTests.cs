using System.Diagnostics;
using Trooper.Cluster.Tests.Processes;
using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal;

namespace Trooper.Cluster.Tests.Deploy;

/// <summary>What the image holds is what its last build step publishes.</summary>
public sealed class ImageTests
{
    // As the tests themselves were built.
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    [Fact]
    public async Task Holds_a_node_that_serves_and_nothing_of_the_tests()
    {
        using var folder = new TestFolder();
        var image = Path.Combine(folder.Path, "app");
        await Publish(image);

        var files = Directory.EnumerateFiles(image, "*", SearchOption.AllDirectories).Select(Path.GetFileName).ToList();
        Assert.Contains("Trooper.Silo.dll", files);
        Assert.DoesNotContain(files, file => file!.Contains("Test", StringComparison.Ordinal) || file.StartsWith("xunit", StringComparison.Ordinal));
        var dockerfile = Repository.Read("deploy/Dockerfile");
        Assert.Contains("dotnet publish Trooper.Silo -c Release", dockerfile);
        Assert.Contains("ENTRYPOINT [\"dotnet\", \"Trooper.Silo.dll\"]", dockerfile);

        await using var fakes = await FakeUpstreams.Start();
        using var node = NodeProcess.Launch("image", NodeCluster.FreePort(), NodeCluster.Alone(fakes, Path.Combine(folder.Path, "data")), Path.Combine(image, "Trooper.Silo.dll"));
        await node.Ready(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);
        Assert.Equal("claude-sim heard: please do step 1", (await node.Http.Say("please do step 1", "s")).Text);
    }

    private static async Task Publish(string folder)
    {
        var start = new ProcessStartInfo("dotnet", ["publish", Repository.PathOf("Trooper.Silo"), "-c", Configuration, "--no-build", "-o", folder, "-v", "quiet", "-nodeReuse:false"]) { RedirectStandardOutput = true };
        using var publish = Process.Start(start)!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, said);
    }
}
