using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Context;

namespace Trooper.Tests.Context;

public class TokenCalibrationTests
{
    private const string Model = "some-model";

    [Fact]
    public void Of_an_unknown_model_the_estimate_stands() => Assert.Equal(1, TokenCalibration.Empty.FactorOf(Model));

    [Fact]
    public void A_model_that_counts_more_is_believed_at_once()
    {
        var learned = TokenCalibration.Empty.Add(Model, 1000, 1300);

        Assert.InRange(learned.FactorOf(Model), 1.2, 1.3);
        Assert.InRange(learned.BudgetFor(Model, 6144), 6144 / 1.3, 6144 / 1.2);
    }

    [Fact]
    public void A_model_that_counts_less_is_believed_after_several_reports()
    {
        var once = TokenCalibration.Empty.Add(Model, 1000, 900);

        Assert.Equal(1, once.FactorOf(Model));
        Assert.InRange(Learned(30, 1000, 900).FactorOf(Model), 0.9, 0.91);
    }

    [Fact]
    public void A_budget_is_never_stretched() => Assert.Equal(6144, Learned(30, 1000, 900).BudgetFor(Model, 6144));

    [Fact]
    public void Comes_within_a_few_percent_of_what_is_reported()
    {
        var calibration = TokenCalibration.Empty;
        var errors = new List<double>();
        for (var turn = 0; turn < 40; turn++)
        {
            var estimated = 2000 + turn * 37 % 900;
            // The provider's count wavers round 112 % of the estimate.
            var reported = (int)(estimated * (1.12 + (turn % 5 - 2) * 0.01));
            errors.Add((estimated * calibration.FactorOf(Model) - reported) / (double)reported);
            calibration = calibration.Add(Model, estimated, reported);
        }

        Assert.All(errors.Skip(5), error => Assert.InRange(error, -0.02, 0.05));
    }

    [Fact]
    public void Models_are_told_apart()
    {
        var learned = TokenCalibration.Empty.Add("one", 1000, 1400).Add("other", 1000, 1000);

        Assert.True(learned.FactorOf("one") > 1.2);
        Assert.Equal(1, learned.FactorOf("other"));
    }

    [Fact]
    public void Small_counts_teach_nothing() => Assert.Same(TokenCalibration.Empty, TokenCalibration.Empty.Add(Model, 20, 150));

    [Fact]
    public void Any_reports_leave_it_bounded_and_small()
    {
        var reports = Gen.Choose(-10, 50_000).Two().Select(pair => (Model: $"m{pair.Item1 % 40}", pair)).ArrayOf().ToArbitrary();
        Prop.ForAll(reports, said =>
        {
            var learned = said.Aggregate(TokenCalibration.Empty, (calibration, report) => calibration.Add(report.Model, report.pair.Item1, report.pair.Item2));
            return learned.Models.Length <= 16 && learned.Models.All(model => model.Factor is >= TokenCalibration.Lowest and <= TokenCalibration.Highest);
        }).QuickCheckThrowOnFailure();
    }

    private static TokenCalibration Learned(int times, int estimated, int reported) =>
        Enumerable.Range(0, times).Aggregate(TokenCalibration.Empty, (calibration, _) => calibration.Add(Model, estimated, reported));
}
