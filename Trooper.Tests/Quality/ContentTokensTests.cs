using Trooper.Bench.Quality;

namespace Trooper.Tests.Quality;

public sealed class ContentTokensTests
{
    [Theory]
    [InlineData("Fixed the failing tests", "fix fail test")]
    [InlineData("closes, closing, closed", "clos")]
    [InlineData("the PR #1 is in", "pr 1")]
    [InlineData("ring bed pass v2s", "ring bed pass v2s")]
    [InlineData("do it now", "")]
    public void Phrases_come_down_to_the_stems_that_matter(string text, string tokens) =>
        Assert.Equal(tokens.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), ContentTokens.Of(text).Order());

    [Fact]
    public void Overlap_is_taken_of_the_smaller_side() =>
        Assert.Equal(1.0, ContentTokens.Overlap("fix login page", "fixed the login page for mobile users"));

    [Fact]
    public void One_shared_token_is_too_few_unless_the_label_has_no_more()
    {
        Assert.Equal(0, ContentTokens.Overlap("login broken", "login slow"));
        Assert.Equal(1.0, ContentTokens.Overlap("login broken", "login"));
    }

    [Fact]
    public void A_paragraph_matches_nothing() =>
        Assert.Equal(0, ContentTokens.Overlap(string.Join(' ', Enumerable.Range(0, 31).Select(i => $"w{i}x")), "w1x w2x"));

    [Fact]
    public void Dice_punishes_what_is_said_too_much()
    {
        Assert.Equal(1.0, ContentTokens.Dice("fix login", "fixing the login"));
        Assert.Equal(2.0 / 3, ContentTokens.Dice("fix login page now quickly", "fix login"), 3);
    }
}
