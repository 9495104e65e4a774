using YamlDotNet.RepresentationModel;

namespace Trooper.Cluster.Tests.Deploy;

public sealed class AlertTests
{
    private static readonly IReadOnlyList<YamlNode> Rules = [.. Yaml.Document(Repository.Read("deploy/prometheus/alerts.yml")).Items("groups").SelectMany(group => group.Items("rules"))];

    public static TheoryData<string> Names => [.. Rules.Select(rule => rule.Text("alert"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rule_asks_for_what_is_exported_and_says_what_it_means(string name)
    {
        var rule = Rules.Single(rule => rule.Text("alert") == name);

        Assert.Empty(ExportedMetrics.Unknown(rule.Text("expr")));
        Assert.Matches("^[0-9]+m$", rule.Text("for"));
        Assert.Contains(rule.Text("labels", "severity"), new[] { "warning", "critical" });
        Assert.NotEmpty(rule.Text("annotations", "summary"));
    }

    [Fact]
    public void Parentheses_braces_and_quotes_are_closed() => Assert.All(Rules, rule =>
    {
        var expression = rule.Text("expr");
        Assert.Equal(expression.Count(sign => sign == '('), expression.Count(sign => sign == ')'));
        Assert.Equal(expression.Count(sign => sign == '{'), expression.Count(sign => sign == '}'));
        Assert.Equal(0, expression.Count(sign => sign == '"') % 2);
    });

    [Fact]
    public void What_must_be_noticed_has_a_rule() => Assert.All(
        ["up", "trooper_breaker_state", "trooper_fallbacks_total", "trooper_journal_degraded", "trooper_turn_duration_seconds_bucket", "trooper_shed_total"],
        metric => Assert.Contains(Rules, rule => rule.Text("expr").Contains(metric, StringComparison.Ordinal)));
}
