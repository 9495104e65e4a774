using System.Text.RegularExpressions;

namespace Trooper.Cluster.Tests.Deploy;

/// <summary>A misspelt setting is passed over without a word: those that are deployed must be ones that a node reads.</summary>
public sealed partial class SettingTests
{
    private static readonly string Root = FindRoot();
    private static readonly string Code = string.Concat(Sources("Trooper.Api").Concat(Sources("Trooper.Silo")).Select(File.ReadAllText));

    [Theory]
    [InlineData("docker-compose.yml")]
    [InlineData("deploy/Dockerfile")]
    [InlineData("deploy/helm/trooper/templates/_node.tpl")]
    public void Every_setting_that_is_deployed_is_one_that_a_node_reads(string file)
    {
        var names = Setting().Matches(File.ReadAllText(Path.Combine(Root, file))).Select(match => match.Value).Distinct().ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains($"\"{name}\"", Code));
    }

    private static IEnumerable<string> Sources(string project) =>
        Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Trooper.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex("TROOPER_[A-Z_]+")]
    private static partial Regex Setting();
}
