using Trooper.Core.Usage;

namespace Trooper.Core.Limits;

/// <summary>The shares of a process that is by itself. What the durable counts say was used before it began is used.</summary>
public sealed class LocalShares(IUsageStore usage) : IShares
{
    private readonly SemaphoreSlim gate = new(1);
    private readonly Dictionary<LimitKey, long> taken = [];

    public async Task<Share> Take(ShareRequest request)
    {
        await gate.WaitAsync();
        try
        {
            if (!taken.TryGetValue(request.Of, out var before))
            {
                before = await UsedBefore(request.Of);
                Forget(request.Of);
            }
            var granted = request.Wanted < 0 ? request.Wanted : Slices.Grant(request.Wanted, request.Limit - before);
            taken[request.Of] = before + granted;
            return new(granted, request.Limit - before - granted);
        }
        finally
        {
            gate.Release();
        }
    }

    public Task Report(Guid node, IReadOnlyList<ShareReport> reports) => Task.CompletedTask;

    // Of a limit's windows the latest counts.
    private void Forget(LimitKey of)
    {
        foreach (var over in taken.Keys.Where(other => other.Key == of.Key && other.Kind == of.Kind).ToList())
            taken.Remove(over);
    }

    private async Task<long> UsedBefore(LimitKey of)
    {
        if (of.Kind is not (LimitKind.TokensPerDay or LimitKind.MoneyPerMonth))
            return 0;
        var (from, to) = (DateOnly.FromDateTime(of.Window.Start.UtcDateTime), DateOnly.FromDateTime(of.Window.End.UtcDateTime).AddDays(-1));
        var used = (await usage.Sum(new(from, to, UsageBy.Key))).FirstOrDefault(sum => sum.Name == of.Key)?.Counts ?? default;
        return of.Kind == LimitKind.TokensPerDay ? used.PaidTokens : Money.Billionths(used.Cost);
    }
}
