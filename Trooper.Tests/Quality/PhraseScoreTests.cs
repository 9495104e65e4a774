using Trooper.Bench.Quality;

namespace Trooper.Tests.Quality;

public sealed class PhraseScoreTests
{
    private static readonly LabelledPhrase[] Labels =
    [
        new("streaming test fails on CI", null, ["CI red"], Optional: false),
        new("docs outdated", null, null, Optional: true),
    ];

    [Fact]
    public void Any_wording_of_a_label_will_do()
    {
        Assert.Equal(new PrecisionRecall(1, 0, 0), PhraseScore.Of(Labels, ["streaming test failing"]));
        Assert.Equal(new PrecisionRecall(1, 0, 0), PhraseScore.Of(Labels, ["CI is red"]));
    }

    [Fact]
    public void Each_label_is_found_once() => Assert.Equal(new PrecisionRecall(1, 1, 0), PhraseScore.Of(Labels, ["streaming test failing", "CI is red"]));

    [Fact]
    public void An_optional_label_is_not_missed_and_finding_it_is_not_wrong()
    {
        Assert.Equal(new PrecisionRecall(0, 0, 1), PhraseScore.Of(Labels, []));
        Assert.Equal(new PrecisionRecall(0, 0, 1), PhraseScore.Of(Labels, ["the docs are outdated"]));
    }
}
