using System.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace Trooper.Cluster.Tests.Deploy;

/// <summary>The Helm chart, rendered by helm where it is installed, and else by what the tests know of its templates' language.</summary>
internal static class Chart
{
    private static readonly string? Helm = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "helm")).FirstOrDefault(File.Exists);

    public static async Task<IReadOnlyList<YamlNode>> Render(params (string Path, string Value)[] changes)
    {
        var text = Helm is null ? new TemplateRendering(changes).Render() : await Template(changes);
        return [.. Yaml.Documents(text).Where(manifest => manifest is YamlMappingNode)];
    }

    private static async Task<string> Template((string Path, string Value)[] changes)
    {
        var arguments = changes.SelectMany(change => new[] { "--set", $"{change.Path}={change.Value}" });
        using var helm = Process.Start(new ProcessStartInfo(Helm!, ["template", "trooper", Repository.PathOf("deploy/helm/trooper"), .. arguments]) { RedirectStandardOutput = true })!;
        var text = await helm.StandardOutput.ReadToEndAsync();
        await helm.WaitForExitAsync();
        Assert.Equal(0, helm.ExitCode);
        return text;
    }
}
