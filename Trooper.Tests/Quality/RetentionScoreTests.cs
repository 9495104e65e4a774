using Trooper.Bench.Quality;

namespace Trooper.Tests.Quality;

public sealed class RetentionScoreTests
{
    private const int Budget = 10;

    private static readonly LabelledRetention[] Asked =
        [new("t", 100, [new("which code?", "Error E42", "early", "tool_result"), new("which file?", "a\tb", "late", "user_text")])];

    [Fact]
    public void Case_and_white_space_do_not_matter_to_a_fact() => Assert.Equal(new Ratio(1, 2), Of("saw error\n  e42 twice").Kept);

    [Fact]
    public void A_fact_is_found_behind_json_escapes() => Assert.Equal(new Ratio(1, 2), Of("""{"p":"a\tb"}""").Kept);

    [Fact]
    public void A_context_over_its_budget_keeps_nothing()
    {
        var score = Of("error e42 " + new string('x', 40));

        Assert.Equal((new Ratio(0, 2), new Ratio(1, 2), new Ratio(1, 1)), (score.Kept, score.KeptWhateverItsSize, score.OverBudget));
    }

    [Fact]
    public void A_missing_context_keeps_nothing() => Assert.Equal(new Ratio(0, 2), RetentionScore.Of(Asked, [], Budget).Kept);

    private static RetentionScore Of(string context) => RetentionScore.Of(Asked, [new("t", Budget, context)], Budget);
}
