using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Trooper.Cluster.Tests.Deploy;

/// <summary>What docker compose would refuse, or start and not get going.</summary>
public sealed partial class ComposeTests
{
    private static readonly YamlNode Compose = Yaml.Document(Repository.Read("docker-compose.yml"));

    public static TheoryData<string> Services => [.. Compose.Keys("services")];

    private static IEnumerable<string> Nodes => Compose.Keys("services").Where(service => service.StartsWith("node-", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_depends_on_services_and_mounts_what_is_there(string service)
    {
        var told = Compose.At("services", service);

        Assert.NotEmpty(told.Text("image"));
        var depends = told.Find("depends_on") is YamlMappingNode ? told.Keys("depends_on") : told.Find("depends_on") is null ? [] : told.Texts("depends_on");
        Assert.All(depends, name => Assert.Contains(name, Compose.Keys("services")));
        foreach (var volume in told.Find("volumes") is null ? [] : told.Texts("volumes"))
        {
            var from = volume.Split(':')[0];
            if (from.StartsWith('.'))
                Assert.True(Path.Exists(Repository.PathOf(from)), $"{from} is not there");
            else
                Assert.Contains(from, Compose.Keys("volumes"));
        }
    }

    [Fact]
    public void Nodes_find_the_database_and_each_other_and_wait_for_keys()
    {
        Assert.Equal(3, Nodes.Count());
        Assert.All(Nodes, node =>
        {
            var service = Compose.At("services", node);
            Assert.Equal(node, service.Text("environment", "TROOPER_SILO_ADDRESS"));
            Assert.StartsWith("Host=postgres;", service.Text("environment", "TROOPER_DATABASE"), StringComparison.Ordinal);
            Assert.Equal("service_completed_successfully", service.Text("depends_on", "keys", "condition"));
        });
    }

    [Fact]
    public void Only_loopback_is_open_to_the_machine() => Assert.All(
        Compose.Keys("services").Select(service => Compose.At("services", service)).Where(service => service.Find("ports") is not null).SelectMany(service => service.Texts("ports")),
        port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));

    [Fact]
    public void Proxy_and_metrics_know_all_nodes()
    {
        var proxy = Repository.Read("deploy/proxy/nginx.conf");
        var scraped = Yaml.Document(Repository.Read("deploy/prometheus/prometheus.yml")).Texts("scrape_configs", "0", "static_configs", "0", "targets");

        Assert.Equal(Nodes.Select(node => $"{node}:3000"), ProxiedNode().Matches(proxy).Select(match => match.Groups[1].Value));
        Assert.Equal(Nodes.Select(node => $"{node}:3000"), scraped);
    }

    /// <summary>Else a session's requests would go to any node, and its calls from there to another.</summary>
    [Fact]
    public void Proxy_goes_by_every_header_that_names_a_session()
    {
        var proxy = Repository.Read("deploy/proxy/nginx.conf");
        var names = SessionHeader().Matches(Repository.Read("Trooper.Api/Sessions/SessionNaming.cs")).SelectMany(match => match.Groups["name"].Captures).Select(name => name.Value).ToList();

        Assert.Contains("X-Session-ID", names);
        Assert.Contains("session_id", names);
        Assert.All(names, name => Assert.Contains($"$http_{name.ToLowerInvariant().Replace('-', '_')}", proxy));
        Assert.Equal(proxy.Count(sign => sign == '{'), proxy.Count(sign => sign == '}'));
    }

    [GeneratedRegex(@"server (node-\d+:\d+)")]
    private static partial Regex ProxiedNode();

    [GeneratedRegex("""(Header\("(?<name>[^"]+)"\))|(AgentHeaders = \[("(?<name>[^"]+)"(, )?)+\])""")]
    private static partial Regex SessionHeader();
}
