using Trooper.Bench.Quality;

namespace Trooper.Tests.Quality;

public sealed class StepScoreTests
{
    private static readonly TranscriptLabels Labels = new()
    {
        CompletedSteps =
        [
            new("Add login page", 3, "prose", Core: true, AlsoAt: [7]),
            new("Write migration script", 5, "list", Core: false, AlsoAt: null),
        ],
        OptionalSteps = [new("lint passes cleanly", 9, null, Optional: false), new("*", 11, null, Optional: false)],
    };

    [Fact]
    public void A_step_counts_at_its_message_or_where_it_is_reported_again()
    {
        Assert.Equal(new PrecisionRecall(1, 0, 1), Of(new("added the login page", 3)));
        Assert.Equal(new PrecisionRecall(1, 0, 1), Of(new("added the login page", 7)));
        Assert.Equal(new PrecisionRecall(0, 1, 2), Of(new("added the login page", 4)));
        Assert.Equal(new PrecisionRecall(1, 0, 1), Of(new("added the login page", null)));
    }

    [Fact]
    public void A_step_of_a_list_may_stand_one_message_later() =>
        Assert.Equal(new PrecisionRecall(1, 0, 1), Of(new("Write migration script", 6)));

    [Fact]
    public void A_second_report_is_a_duplicate_and_wrong()
    {
        var score = StepScore.Of(Labels, [new("Add login page", 3), new("Add login page", 7)]);

        Assert.Equal(new PrecisionRecall(1, 1, 1), score.Steps);
        Assert.Equal(1, score.Duplicates);
    }

    [Fact]
    public void Optional_steps_are_neither_right_nor_wrong()
    {
        var score = StepScore.Of(Labels, [new("lint passes", 9), new("anything at all", 11)]);

        Assert.Equal(new PrecisionRecall(0, 0, 2), score.Steps);
        Assert.Equal(2, score.Ignored);
    }

    [Fact]
    public void Recall_is_kept_by_kind()
    {
        var score = StepScore.Of(Labels, [new("Add login page", 3)]);

        Assert.Equal((new Ratio(1, 1), new Ratio(0, 1), new Ratio(1, 1)), (score.Core, score.List, score.Prose));
    }

    private static PrecisionRecall Of(StepPrediction prediction) => StepScore.Of(Labels, [prediction]).Steps;
}
