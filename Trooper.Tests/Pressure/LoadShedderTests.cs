using Microsoft.Extensions.Logging;
using Trooper.Api.Pressure;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Pressure;

public sealed class LoadShedderTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private readonly ManualTime time = new();
    private readonly LogCapture log = new();
    private readonly LoadShedder shedder;

    public LoadShedderTests()
    {
        shedder = new(TimeSpan.FromMilliseconds(200), time, new LoggerFactory([log]).CreateLogger<LoadShedder>());
        for (var request = 0; request < LoadShedder.Few; request++)
            shedder.TryEnter();
    }


    [Fact]
    public void A_burst_turns_nobody_away()
    {
        Observe(TimeSpan.FromMilliseconds(900), times: 5);
        Observe(TimeSpan.Zero, times: 1);
        Observe(TimeSpan.FromMilliseconds(900), times: 5);

        Assert.False(shedder.IsShedding);
    }

    [Fact]
    public void At_ten_times_the_load_all_but_a_tenth_are_turned_away_and_the_delay_holds()
    {
        // A machine that does 100 requests in a tick, and is asked for 1000.
        var machine = new Machine(shedder, capacity: 100);
        var delays = new List<TimeSpan>();
        for (var tick = 0; tick < 400; tick++, time.Advance(Tick))
            delays.Add(machine.Tick(Tick, requests: 1000));

        Assert.InRange(machine.Served / 400.0, 85, 100);
        Assert.InRange(delays.Skip(100).Order().ElementAt(285), TimeSpan.Zero, TimeSpan.FromMilliseconds(800)); // p95
        Assert.True(shedder.TurnedAway > 340_000);
    }

    [Fact]
    public void It_is_over_at_once_when_the_load_is()
    {
        Observe(TimeSpan.FromSeconds(2), times: 40);
        Assert.True(shedder.IsShedding);

        Observe(TimeSpan.FromMilliseconds(1), times: 7);

        Assert.False(shedder.IsShedding);
        Assert.Contains(log.Lines, line => line.Contains("No longer overloaded", StringComparison.Ordinal));
    }

    [Fact]
    public void Those_who_are_turned_away_are_spread_evenly()
    {
        Observe(TimeSpan.FromSeconds(2), times: 9);
        var answers = Enumerable.Range(0, 1000).Select(_ => !shedder.TryEnter()).ToList();

        var turnedAway = answers.Count(sheds => sheds);
        Assert.InRange(turnedAway, 300, 990);
        Assert.All(Enumerable.Range(0, 10), part => Assert.InRange(answers.Skip(part * 100).Take(100).Count(sheds => sheds), (turnedAway / 10) - 2, (turnedAway / 10) + 2));
    }

    [Fact]
    public void With_few_requests_under_way_it_is_somebody_else_who_keeps_the_processor_busy()
    {
        Observe(TimeSpan.FromSeconds(2), times: 40);
        for (var request = 0; request < LoadShedder.Few; request++)
            shedder.Leave();

        Assert.True(shedder.TryEnter());
        Assert.Equal(0, shedder.TurnedAway);
    }

    [Fact]
    public void Without_memory_nobody_comes_in()
    {
        shedder.Observe(new(TimeSpan.Zero, 0.95));
        Assert.True(Enumerable.Range(0, 100).All(_ => !shedder.TryEnter()));

        for (var look = 0; look < 10; look++)
            shedder.Observe(new(TimeSpan.Zero, 0.5));
        Assert.True(shedder.TryEnter());
    }

    private void Observe(TimeSpan delay, int times)
    {
        for (var look = 0; look < times; look++, time.Advance(Tick))
            shedder.Observe(new(delay, 0.1));
    }

    /// <summary>What comes in waits in a queue, first come, first served.</summary>
    private sealed class Machine(LoadShedder shedder, int capacity)
    {
        private int waiting;

        public int Served { get; private set; }

        public TimeSpan Tick(TimeSpan tick, int requests)
        {
            for (var request = 0; request < requests; request++)
                waiting += shedder.TryEnter() ? 1 : 0;
            var done = Math.Min(waiting, capacity);
            (waiting, Served) = (waiting - done, Served + done);
            var delay = tick * ((double)waiting / capacity);
            shedder.Observe(new(delay, 0.1));
            return delay;
        }
    }
}
