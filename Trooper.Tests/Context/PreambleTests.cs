using Trooper.Core.Context;
using Trooper.Core.Conversations;

namespace Trooper.Tests.Context;

public class PreambleTests
{
    private const string Schema =
        """{"type":"object","properties":{"path":{"type":"string","description":"Where to look, absolute."},"description":{"type":"string"}},"required":["path"]}""";

    [Fact]
    public void A_long_system_prompt_is_cut_in_its_middle()
    {
        var context = new Conversation { System = "You are Trooper. " + Filler(400) + "Never lie." }.Chat(40).Compact(2_048);

        Assert.StartsWith("You are Trooper.", context.System);
        Assert.EndsWith("Never lie.", context.System);
        Assert.Contains("tokens cut", context.System);
    }

    [Fact]
    public void Tools_lose_their_descriptions_before_their_parameters()
    {
        var context = new Conversation { Tools = [.. Tools(12, 200)] }.Chat(40).Compact(2_048);

        Assert.Equal(12, context.Tools.Count);
        Assert.All(context.Tools, tool => Assert.Contains("\"path\"", tool.SchemaJson));
        Assert.All(context.Tools, tool => Assert.Contains("\"required\":[\"path\"]", tool.SchemaJson));
        Assert.All(context.Tools, tool => Assert.True(TokenEstimator.Cost(tool) < 200));
    }

    [Fact]
    public void A_parameter_named_description_is_a_parameter()
    {
        var context = new Conversation { Tools = [.. Tools(12, 200)] }.Chat(40).Compact(2_048);

        Assert.All(context.Tools, tool => Assert.Contains("\"description\":{\"type\":\"string\"", tool.SchemaJson));
    }

    [Fact]
    public void Names_go_last()
    {
        var context = new Conversation { Tools = [.. Tools(12, 200)] }.Chat(40).Compact(600);

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"tool_{i}"), context.Tools.Select(tool => tool.Name));
    }

    [Fact]
    public void Where_not_even_the_names_fit_the_first_tools_stay()
    {
        var context = new Conversation { Tools = [.. Tools(40, 10)] }.Chat(4).Compact(300);

        Assert.NotEmpty(context.Tools);
        Assert.Equal("tool_0", context.Tools[0].Name);
        Assert.True(context.TokensAfter <= 300);
    }

    [Fact]
    public void A_preamble_that_leaves_room_for_all_messages_stays_whole()
    {
        var system = Filler(60);

        var context = new Conversation { System = system }.User("Hello.").Assistant("Hello.").Compact(2_048);

        Assert.Equal(system, context.System);
    }

    private static IEnumerable<Tool> Tools(int count, int words) =>
        Enumerable.Range(0, count).Select(i => new Tool($"tool_{i}", Filler(words / 10), Schema));

    private static string Filler(int times) => string.Concat(Enumerable.Repeat("Use it with care and read the manual before you do. ", times));
}
