using System.Text.RegularExpressions;

namespace Trooper.Cluster.Tests.Deploy;

/// <summary>A misspelt setting is passed over without a word: those that are deployed must be ones that a node reads.</summary>
public sealed partial class SettingTests
{
    private static readonly string Code = Repository.CodeOf("Trooper.Api") + Repository.CodeOf("Trooper.Silo");

    [Theory]
    [InlineData("docker-compose.yml")]
    [InlineData("deploy/Dockerfile")]
    [InlineData("deploy/helm/trooper/templates/_node.tpl")]
    public void Every_setting_that_is_deployed_is_one_that_a_node_reads(string file)
    {
        var names = Setting().Matches(Repository.Read(file)).Select(match => match.Value).Distinct().ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains($"\"{name}\"", Code));
    }

    [GeneratedRegex("TROOPER_[A-Z_]+")]
    private static partial Regex Setting();
}
