using Trooper.Core.Limits;
using Trooper.Core.Sessions;
using Trooper.Core.Usage;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Limits;

/// <summary>Limits that several nodes enforce together by slices.</summary>
public sealed class BudgetTests
{
    private readonly ManualTime time = new();
    private readonly CountedShares shares;

    public BudgetTests() => shares = new(new LocalShares(new UsageOf(default)));

    [Theory]
    [InlineData(LimitKind.RequestsPerMinute, 6000, 3)]
    [InlineData(LimitKind.RequestsPerMinute, 60, 2)]
    [InlineData(LimitKind.RequestsPerMinute, 1, 4)]
    [InlineData(LimitKind.ConcurrentStreams, 50, 3)]
    public async Task Nodes_together_let_in_all_of_a_limit_and_nothing_over_it(LimitKind kind, int limit, int nodes)
    {
        var budgets = Enumerable.Range(0, nodes).Select(_ => NewBook().Of("k", kind)).ToList();

        var admitted = await Task.WhenAll(Enumerable.Range(0, limit * 3).Select(number => Task.Run(async () => await budgets[number % nodes].Reserve(1, limit))));

        // What is left may lie with nodes that needed no more of it.
        Assert.InRange(admitted.Count(isIn => isIn), limit - (limit / 20), limit);
    }

    [Fact]
    public async Task Most_requests_ask_nobody()
    {
        var budget = NewBook().Of("k", LimitKind.RequestsPerMinute);

        for (var request = 0; request < 10_000; request++)
            Assert.True(await budget.Reserve(1, 10_000));
        Assert.False(await budget.Reserve(1, 10_000));

        Assert.InRange(shares.Taken, 1, 400);
    }

    [Fact]
    public async Task A_refused_flood_asks_next_to_nobody()
    {
        var budget = NewBook().Of("k", LimitKind.RequestsPerMinute);
        await budget.Reserve(1, 1);

        for (var request = 0; request < 1000; request++)
            Assert.False(await budget.Reserve(1, 1));

        Assert.InRange(shares.Taken, 1, 2);
    }

    [Fact]
    public async Task A_new_minute_begins_anew()
    {
        var book = NewBook();
        Assert.True(await book.Of("k", LimitKind.RequestsPerMinute).Reserve(1, 1));
        Assert.False(await book.Of("k", LimitKind.RequestsPerMinute).Reserve(1, 1));

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await book.Of("k", LimitKind.RequestsPerMinute).Reserve(1, 1));
    }

    [Fact]
    public async Task A_stream_that_ended_makes_room_at_another_node()
    {
        var (one, other) = (NewBook().Of("k", LimitKind.ConcurrentStreams), NewBook().Of("k", LimitKind.ConcurrentStreams));
        Assert.True(await one.Reserve(1, 2));
        Assert.True(await one.Reserve(1, 2));
        Assert.False(await other.Reserve(1, 2));

        await one.Release(1, 2);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await other.Reserve(1, 2));
        Assert.False(await one.Reserve(1, 2));
    }

    [Fact]
    public async Task What_many_turns_under_way_will_take_is_held_back()
    {
        var budget = NewBook().Of("k", LimitKind.TokensPerDay);
        await Turn(budget, 1000, 100_000);

        var underWay = 0;
        for (; await budget.Reserve(budget.Expected, 100_000); underWay++)
        {
        }

        Assert.InRange(underWay, 95, 100);
    }

    [Fact]
    public async Task A_turn_that_cost_more_than_expected_is_paid_by_those_that_follow()
    {
        var budget = NewBook().Of("k", LimitKind.TokensPerDay);
        await Turn(budget, 100, 10_000);
        await Turn(budget, 9_950, 10_000);

        Assert.False(await budget.Reserve(budget.Expected, 10_000));
        Assert.False(await NewBook().Of("k", LimitKind.TokensPerDay).Reserve(1, 10_000));
    }

    [Fact]
    public async Task What_was_used_before_the_start_is_used()
    {
        var used = new LocalShares(new UsageOf(new(10, 900, 200, 100, 3.5m)));
        var book = new BudgetBook(used, time);

        Assert.True(await book.Of("k", LimitKind.TokensPerDay).Reserve(1, 1001));
        Assert.False(await new BudgetBook(used, time).Of("k", LimitKind.TokensPerDay).Reserve(1, 1001));
        Assert.False(await book.Of("k", LimitKind.MoneyPerMonth).Reserve(1, Money.Billionths(3.5m)));
        Assert.True(await book.Of("another", LimitKind.TokensPerDay).Reserve(1, 1));
    }

    [Fact]
    public async Task While_nobody_can_be_asked_a_node_counts_by_itself_and_says_so_later()
    {
        var book = NewBook();
        var budget = book.Of("k", LimitKind.RequestsPerMinute);
        shares.IsAway = true;

        var alone = 0;
        for (; await budget.Reserve(1, 20); alone++)
        {
        }
        Assert.Equal((20, true), (alone, book.IsAlone));

        shares.IsAway = false;
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await budget.Reserve(1, 20));
        Assert.False(await NewBook().Of("k", LimitKind.RequestsPerMinute).Reserve(1, 20));
        Assert.False(book.IsAlone);
    }

    [Fact]
    public async Task A_node_that_ends_leaves_its_slices_to_the_others()
    {
        var one = NewBook();
        await one.Of("k", LimitKind.TokensPerDay).Reserve(1, 6400);

        await one.Close();
        var other = NewBook().Of("k", LimitKind.TokensPerDay);
        var left = 0;
        for (; await other.Reserve(1, 6400); left++)
        {
        }

        Assert.Equal(6399, left);
    }

    private BudgetBook NewBook() => new(shares, time);

    private static async Task Turn(Budget budget, long tokens, long limit)
    {
        var expected = budget.Expected;
        Assert.True(await budget.Reserve(expected, limit));
        budget.Settle(expected, tokens);
    }

    private sealed class CountedShares(IShares inner) : IShares
    {
        private int taken;

        public int Taken => taken;

        public bool IsAway { get; set; }

        public Task<Share> Take(ShareRequest request)
        {
            Interlocked.Increment(ref taken);
            return IsAway ? throw new JournalUnavailableException("away") : inner.Take(request);
        }

        public Task Report(Guid node, IReadOnlyList<ShareReport> reports) => inner.Report(node, reports);
    }

    private sealed class UsageOf(UsageCounts counts) : IUsageStore
    {
        public Task Add(UsageFlush flush, CancellationToken cancellation = default) => Task.CompletedTask;

        public Task<IReadOnlyList<UsageSum>> Sum(UsageQuery query, CancellationToken cancellation = default) => Task.FromResult<IReadOnlyList<UsageSum>>([new("k", "t", counts)]);
    }
}
