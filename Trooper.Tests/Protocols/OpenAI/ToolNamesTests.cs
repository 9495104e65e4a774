using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols.OpenAI;
using Trooper.Tests.Fakes.OpenAI;

namespace Trooper.Tests.Protocols.OpenAI;

public sealed class ToolNamesTests
{
    [Fact]
    public void Any_name_becomes_one_that_is_taken_and_comes_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), name =>
        {
            var sent = ToolNames.Sent(name.Get);
            Assert.Null(ChatParameterRules.NameViolation(sent, "name"));
            Assert.Equal(name.Get, ToolNames.Of([new Tool(name.Get, null, "{}")]).Original(sent));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Long_names_that_differ_at_their_end_stay_apart() =>
        Assert.NotEqual(ToolNames.Sent(new string('x', 80) + "1"), ToolNames.Sent(new string('x', 80) + "2"));

    [Theory]
    [InlineData("call_abc-1", true)]
    [InlineData("toolu_01A09q90qw90lq917835lq9", true)]
    [InlineData("a:b", false)]
    [InlineData("call_0123456789012345678901234567890123456789", false)]
    [InlineData("", false)]
    public void An_id_that_fits_stays_and_another_is_always_replaced_by_the_same(string id, bool fits)
    {
        var fitted = CallIds.Fit(id);

        Assert.Equal((fits, fitted), (fitted == id, CallIds.Fit(id)));
        Assert.Matches("^[a-zA-Z0-9_-]{1,40}$", fitted);
    }
}
