using Trooper.Core.Sessions;
using Trooper.Grains.Sessions;
using Trooper.Silo.Sessions;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Cluster.Tests.Sessions;

/// <summary>What a turn waits for its session has one limit, however many calls it makes.</summary>
public sealed class TurnPatienceTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly ManualTime time = new();
    private readonly TurnPatience turn;

    public TurnPatienceTests() => turn = new Patience(time).OfTurn();

    [Fact]
    public async Task Calls_before_the_answer_share_one_limit()
    {
        var first = turn.Begin(() => After(TimeSpan.FromSeconds(10)), CancellationToken.None).AsTask();
        await time.AdvanceUntil(first, Step);

        Assert.InRange(await Refused(() => turn.Begin(Never, CancellationToken.None)), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6));
        Assert.Equal(TimeSpan.Zero, await Refused(() => turn.Begin(Never, CancellationToken.None)));
    }

    [Fact]
    public async Task End_has_what_the_beginning_left_and_no_more()
    {
        var begun = await Refused(() => turn.Begin(Away, CancellationToken.None));
        var ended = await Refused(() => turn.End(Away));

        Assert.InRange(begun, TimeSpan.FromSeconds(12), Patience.ForBeginning + Step);
        Assert.InRange(begun + ended, TimeSpan.FromSeconds(25), Patience.ForTurn + (2 * Step));
    }

    [Fact]
    public async Task Client_does_not_wait_for_the_record_of_a_failure_which_is_made_all_the_same()
    {
        await Refused(() => turn.Begin(Never, CancellationToken.None));
        var isBack = false;
        var recorded = new TaskCompletionSource();
        var waited = await Refused(() => turn.EndWithout(() =>
        {
            if (!isBack)
                return Away();
            recorded.SetResult();
            return Task.FromResult(1);
        }));
        isBack = true;
        await time.AdvanceUntil(recorded.Task, Step);

        Assert.InRange(waited, TimeSpan.Zero, Step);
    }

    [Fact]
    public async Task Time_between_the_calls_does_not_count()
    {
        await turn.Begin(() => Task.FromResult(1), CancellationToken.None);
        time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(2, await turn.End(() => Task.FromResult(2)));
    }

    private async Task<TimeSpan> Refused(Func<ValueTask<int>> call)
    {
        var start = time.GetUtcNow();
        var waiting = call().AsTask();
        await time.AdvanceUntil(Task.WhenAny(waiting), Step);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => waiting);
        return time.GetUtcNow() - start;
    }

    private async Task<int> After(TimeSpan wait)
    {
        await Task.Delay(wait, time);
        return 1;
    }

    private static Task<int> Never() => new TaskCompletionSource<int>().Task;

    private static Task<int> Away() => throw new SessionMovedException("away");
}
