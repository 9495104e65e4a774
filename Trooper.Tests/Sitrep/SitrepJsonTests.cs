using System.Text;
using System.Text.Json;
using Trooper.Core.Sitrep;

namespace Trooper.Tests.Sitrep;

public class SitrepJsonTests
{
    private static readonly SitrepReport Report = new() { Intent = "move „auth“ to OIDC", Stage = "in_progress", RuledOut = ["SAML"], Confidence = 0.5 };

    [Fact]
    public void Compact_form_is_one_line_without_empty_lists() =>
        Assert.Equal("""{"intent":"move „auth“ to OIDC","stage":"in_progress","ruled_out":["SAML"],"confidence":0.5}""", SitrepJson.Write(Report));

    [Fact]
    public void Full_form_names_every_field()
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output))
            SitrepJson.Write(writer, Report);
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(output.ToArray()));

        Assert.Equal(
            ["intent", "stage", "constraints", "decisions", "ruled_out", "active_entities", "open_loops", "recent_actions", "resolved_loops", "completed_steps", "confidence"],
            json.RootElement.EnumerateObject().Select(field => field.Name));
    }
}
