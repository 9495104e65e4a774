using Trooper.Bench.Soak;

namespace Trooper.Tests.Soak;

/// <summary>The soak in short: that it runs, and that its verdict can tell a leak.</summary>
public sealed class SoakTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Twenty_seconds_of_cut_streams_fail_no_turn()
    {
        var screen = new StringWriter();

        var code = await SoakCommand.Run(["--for", "20s", "--rate", "10", "--cut", "0.3"], screen);

        Assert.True(code == 0, screen.ToString());
        Assert.Contains("rss", screen.ToString(), StringComparison.Ordinal);
        Assert.EndsWith($"verdict: steady{Environment.NewLine}", screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_goes_up_and_down_is_steady()
    {
        var samples = Samples(minute => 150 + (minute % 7) * 3);

        Assert.True(Verdict(samples).IsGood);
    }

    [Fact]
    public void What_grows_slowly_is_a_leak()
    {
        var samples = Samples(minute => 150 + minute + (minute % 7) * 3); // a megabyte a minute under the noise

        Assert.False(Verdict(samples).IsGood);
        Assert.Equal(60, SoakVerdict.Slope(samples, sample => sample.ResidentMegabytes), 3.0);
    }

    [Fact]
    public void Growth_in_the_warm_up_is_none()
    {
        var samples = Samples(minute => 150 + Math.Min(minute, 6) * 20);

        Assert.True(Verdict(samples).IsGood);
    }

    [Fact]
    public void A_failed_turn_is_no_steady_state()
    {
        var tally = new SoakTally();
        tally.Failed("/v1/messages: 500");

        Assert.False(new SoakVerdict(Samples(_ => 150), TimeSpan.FromMinutes(6), tally).IsGood);
    }

    [Theory]
    [InlineData]
    [InlineData("--rate", "5")]
    [InlineData("--for")]
    [InlineData("--for", "soon")]
    [InlineData("--for", "1m", "--cut", "2")]
    public void What_is_asked_wrongly_is_refused(params string[] arguments) => Assert.Null(SoakOptions.Parse(arguments));

    private static SoakVerdict Verdict(IReadOnlyList<SoakSample> samples) => new(samples, TimeSpan.FromMinutes(6), new SoakTally());

    private static IReadOnlyList<SoakSample> Samples(Func<int, double> megabytes) =>
        [.. Enumerable.Range(0, (int)Hour.TotalMinutes).Select(minute => new SoakSample(TimeSpan.FromMinutes(minute), megabytes(minute), 20, 200, 30, 1))];
}
