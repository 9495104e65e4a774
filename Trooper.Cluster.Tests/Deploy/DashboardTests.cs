using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Cluster.Tests.Deploy;

/// <summary>A dashboard that names what nobody exports shows nothing, and says so to nobody.</summary>
public sealed class DashboardTests
{
    private static readonly JsonElement Dashboard = JsonDocument.Parse(Repository.Read("deploy/grafana/trooper.json")).RootElement;

    public static TheoryData<string> Panels => [.. Dashboard.Items("panels").Where(panel => panel.Text("type") != "row").Select(panel => panel.Text("title")!)];

    [Theory]
    [MemberData(nameof(Panels))]
    public void Panel_shows_what_is_exported_with_its_source_and_unit(string title)
    {
        var panel = Dashboard.Items("panels").Single(panel => panel.Text("title") == title);

        Assert.Equal("prometheus", panel.Field("datasource").Text("type"));
        Assert.NotEmpty(panel.Field("fieldConfig").Field("defaults").Text("unit")!);
        var targets = panel.Items("targets");
        Assert.NotEmpty(targets);
        Assert.All(targets, target => Assert.Empty(ExportedMetrics.Unknown(target.Text("expr")!)));
        Assert.All(targets, target => Assert.Empty(target.Text("legendFormat") is { Length: > 0 } ? "" : "a curve without a name"));
    }

    [Fact]
    public void Panels_are_each_in_a_place_of_their_own()
    {
        var places = Dashboard.Items("panels").Select(panel => panel.Field("gridPos")).ToList();
        var cells = places.SelectMany(place =>
            from x in Enumerable.Range(Of(place, "x"), Of(place, "w"))
            from y in Enumerable.Range(Of(place, "y"), Of(place, "h"))
            select (x, y)).ToList();

        Assert.Equal(cells.Count, cells.Distinct().Count());
        Assert.All(places, place => Assert.InRange(Of(place, "x") + Of(place, "w"), 1, 24));
        Assert.Equal(places.Count, Dashboard.Items("panels").Select(panel => panel.Field("id").GetInt32()).Distinct().Count());

        static int Of(JsonElement place, string side) => place.Field(side).GetInt32();
    }

    [Fact]
    public void Variables_and_annotations_ask_for_what_is_exported()
    {
        foreach (var annotation in Dashboard.Field("annotations").Items("list"))
            Assert.Empty(ExportedMetrics.Unknown(annotation.Text("expr")!));
        var names = Dashboard.Field("templating").Items("list").Select(variable => variable.Text("name")).ToList();
        Assert.Contains("source", names);
        Assert.Contains("node", names);
    }

    [Fact]
    public void Unknown_metrics_and_labels_are_noticed()
    {
        Assert.Equal(["trooper_turn_total"], ExportedMetrics.Unknown("sum(rate(trooper_turn_total[5m]))"));
        Assert.Equal(["team"], ExportedMetrics.Unknown("trooper_turns_total{team=\"a\"}"));
        Assert.Equal(["reason"], ExportedMetrics.Unknown("sum by (reason) (trooper_turns_total)"));
        Assert.Empty(ExportedMetrics.Unknown("histogram_quantile(0.95, sum by (le, provider) (rate(trooper_turn_duration_seconds_bucket{provider!=\"ollama\"}[5m])))"));
    }
}
