using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Trooper.Cluster.Tests.Deploy;

public sealed partial class ChartTests
{
    private static readonly YamlNode Values = Yaml.Document(Repository.Read("deploy/helm/trooper/values.yaml"));

    public static TheoryData<string, bool> Ways => new() { { "together", false }, { "apart", true } };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Templates_are_manifests_that_belong_together(string way, bool apart)
    {
        var manifests = (await Chart.Render(("api.enabled", $"{apart}".ToLowerInvariant()), ("ingress.enabled", "true"), ("podMonitor.enabled", "true"))).ToList();
        var kinds = manifests.Select(manifest => manifest.Text("kind")).Order(StringComparer.Ordinal).ToList();

        Assert.True(
            kinds.SequenceEqual(apart
                ? ["Deployment", "Deployment", "HorizontalPodAutoscaler", "Ingress", "PodDisruptionBudget", "PodDisruptionBudget", "PodMonitor", "Service"]
                : ["Deployment", "Ingress", "PodDisruptionBudget", "PodMonitor", "Service"]),
            $"{way}: {string.Join(", ", kinds)}");
        Assert.Equal(manifests.Count, manifests.Select(manifest => (manifest.Text("kind"), manifest.Text("metadata", "name"))).Distinct().Count());
        var pods = manifests.Where(manifest => manifest.Text("kind") == "Deployment").Select(deployment => deployment.At("spec", "template")).ToList();
        var service = manifests.Single(manifest => manifest.Text("kind") == "Service");
        Assert.Single(pods, pod => pod.Text("metadata", "labels", "app.kubernetes.io/component") == service.Text("spec", "selector", "app.kubernetes.io/component"));
    }

    [Fact]
    public async Task Pods_are_probed_drained_and_locked_down()
    {
        foreach (var deployment in (await Chart.Render(("api.enabled", "true"))).Where(manifest => manifest.Text("kind") == "Deployment"))
        {
            var pod = deployment.At("spec", "template", "spec");
            var container = Assert.Single(pod.Items("containers"));
            Assert.Equal("/readyz", container.Text("readinessProbe", "httpGet", "path"));
            Assert.Equal("/healthz", container.Text("livenessProbe", "httpGet", "path"));
            Assert.Equal("true", container.Text("securityContext", "readOnlyRootFilesystem"));
            Assert.Contains(container.Items("env"), setting => setting.Text("name") == "TROOPER_ROLE" && setting.Text("value") is "silo" or "api");
            // What is under way may finish, and the endpoints forget the pod before that.
            Assert.True(int.Parse(pod.Text("terminationGracePeriodSeconds"), null) > int.Parse(Values.Text("drainSeconds"), null));
            Assert.Equal(deployment.Text("spec", "selector", "matchLabels", "app.kubernetes.io/component"), deployment.Text("spec", "template", "metadata", "labels", "app.kubernetes.io/component"));
        }
    }

    [Fact]
    public void Every_value_that_a_template_asks_for_is_there()
    {
        var asked = Directory.EnumerateFiles(Repository.PathOf("deploy/helm/trooper/templates")).SelectMany(file => Value().Matches(File.ReadAllText(file))).Select(match => match.Groups["path"].Value).Distinct().ToList();

        Assert.NotEmpty(asked);
        Assert.All(asked, path => Values.At(path.Split('.')));
    }

    [GeneratedRegex(@"\.Values\.(?<path>[A-Za-z.]+)")]
    private static partial Regex Value();
}
