using Trooper.Api.Telemetry;
using Trooper.Core.Access;
using Trooper.Core.Limits;
using Trooper.Core.Usage;

namespace Trooper.Api.Limits;

/// <summary>A request's place within its key's limits, from the door to its end.</summary>
internal sealed class Admission(Caller caller, BudgetBook? budgets, TrooperMetrics metrics, TimeProvider time) : IDisposable
{
    private readonly List<(Budget Budget, long Reserved)> reservations = [];
    private Budget? streams;
    private UsageCounts spent;

    /// <summary>The limit that is used up; null where none is.</summary>
    public OverLimit? Over { get; private set; }

    private KeyLimits Limits => caller.Key!.Limits;

    /// <summary>Takes what the request needs at the door.</summary>
    /// <param name="isLocal">The client asks for the local model, which costs nothing.</param>
    public async ValueTask Enter(bool isLocal)
    {
        if (budgets is null)
            return;
        if (Limits.RequestsPerMinute is { } requests && !await budgets.Of(caller.Key!.Id, LimitKind.RequestsPerMinute).Reserve(1, requests))
            Refuse(LimitKind.RequestsPerMinute);
        else if (!isLocal && Limits.TokensPerDay is { } tokens && !await Reserve(LimitKind.TokensPerDay, tokens))
            Refuse(LimitKind.TokensPerDay);
        else if (!isLocal && Limits.MoneyPerMonth is { } money && !await Reserve(LimitKind.MoneyPerMonth, Money.Billionths(money)))
            Refuse(LimitKind.MoneyPerMonth);
    }

    /// <summary>The request is for a stream, which lasts as long as this does.</summary>
    public async ValueTask EnterStream()
    {
        if (budgets is null || Over is not null || Limits.ConcurrentStreams is not { } most)
            return;
        var budget = budgets.Of(caller.Key!.Id, LimitKind.ConcurrentStreams);
        if (await budget.Reserve(1, most))
            streams = budget;
        else
            Refuse(LimitKind.ConcurrentStreams);
    }

    /// <summary>What the turn took.</summary>
    public void Spend(in UsageCounts counts) => spent += counts;

    public void Dispose()
    {
        foreach (var (budget, reserved) in reservations)
            budget.Settle(reserved, budget.Of.Kind == LimitKind.TokensPerDay ? spent.PaidTokens : Money.Billionths(spent.Cost));
        reservations.Clear();
        _ = streams?.Release(1, Limits.ConcurrentStreams ?? 0);
        streams = null;
    }

    private async ValueTask<bool> Reserve(LimitKind kind, long limit)
    {
        var budget = budgets!.Of(caller.Key!.Id, kind);
        var expected = budget.Expected;
        if (!await budget.Reserve(expected, limit))
            return false;
        reservations.Add((budget, expected));
        return true;
    }

    private void Refuse(LimitKind kind)
    {
        Over = new(kind, Limits, time.GetUtcNow());
        metrics.Limited(Over.Name.Replace(' ', '_'));
    }
}
