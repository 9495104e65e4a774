using System.Collections.Concurrent;

namespace Trooper.Core.Limits;

/// <summary>The limits that this node has to do with, of all keys.</summary>
public sealed class BudgetBook(IShares shares, TimeProvider time)
{
    /// <summary>How often a node says that it is alive. One that is silent for five times as long counts as gone.</summary>
    public static readonly TimeSpan BeatEvery = TimeSpan.FromMilliseconds(950);

    private readonly Guid node = Guid.NewGuid();
    private readonly ConcurrentDictionary<(string Key, LimitKind Kind), Budget> budgets = [];

    /// <summary>Some limit is counted by this node by itself, as the others can't be asked.</summary>
    public bool IsAlone => budgets.Values.Any(budget => budget.IsAlone);

    public Budget Of(string key, LimitKind kind)
    {
        var now = time.GetUtcNow();
        while (true)
        {
            if (!budgets.TryGetValue((key, kind), out var budget))
                budget = budgets.GetOrAdd((key, kind), static (at, book) => book.Begin(at.Key, at.Kind), this);
            if (now < budget.Of.Window.End)
                return budget;
            budgets.TryUpdate((key, kind), Begin(key, kind), budget);
        }
    }

    /// <summary>Says what was spent, and gives back what nobody needs here. Nothing is said where there are no limits.</summary>
    public async Task Beat()
    {
        if (budgets.IsEmpty)
            return;
        await shares.Report(node, [.. budgets.Values.Select(budget => budget.News()).OfType<ShareReport>()]);
        foreach (var budget in budgets.Values)
            await budget.GiveBackAfter(IdleTime(budget.Of.Kind));
    }

    /// <summary>This node ends: all that it has is the others'.</summary>
    public async Task Close()
    {
        foreach (var budget in budgets.Values)
            await budget.GiveBackAfter(TimeSpan.Zero);
        if (!budgets.IsEmpty)
            await shares.Report(node, [.. budgets.Values.Select(budget => budget.News()).OfType<ShareReport>()]);
    }

    private Budget Begin(string key, LimitKind kind) => new(new(key, kind, LimitWindow.Of(kind, time.GetUtcNow())), node, shares, time);

    private static TimeSpan IdleTime(LimitKind kind) => kind == LimitKind.ConcurrentStreams ? BeatEvery : BeatEvery * 10;
}
