namespace Trooper.Core.Limits;

/// <summary>
/// One limit of one key in one window, as this node has it: what it may still spend without asking, and how it asks for more. Many requests that find
/// nothing left ask once, together.
/// </summary>
/// <remarks>
/// What a turn costs is known when it has ended. Until then the average of those before it is held back, so that many turns under way at once don't go
/// far over; a turn that costs more leaves a debt, which the next slice pays first.
/// </remarks>
public sealed class Budget(LimitKey of, Guid node, IShares shares, TimeProvider time)
{
    /// <summary>Whoever asks for more waits no longer: a limit must not become an outage.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>After a refusal nobody asks again for so long: other nodes may give back what they don't use, but a flood of requests must stay cheap.</summary>
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private long balance;
    private long owed;
    private long taken;
    private long spent;
    private long reported;
    private long waiting;
    private long left;
    private long average = 1;
    private long refusedAt;
    private long refusedLimit;
    private long usedAt = time.GetTimestamp();
    private Task asking = Task.CompletedTask;

    public LimitKey Of => of;

    /// <summary>Nobody could be asked of late: this node counts by itself, up to the whole limit.</summary>
    public bool IsAlone { get; private set; }

    /// <summary>What a turn is likely to take.</summary>
    public long Expected => Volatile.Read(ref average);

    /// <summary>Holds back so much of the limit; false when it is used up.</summary>
    public async ValueTask<bool> Reserve(long amount, long limit)
    {
        while (true)
        {
            if (TryReserve(amount, limit, out var answer) is { } decided)
                return decided;
            await answer.WaitAsync(Patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (gate)
            {
                waiting -= amount;
                if (balance <= 0 && !answer.IsCompleted && !TakeAlone(amount, limit))
                    return false;
            }
            if (answer.IsFaulted)
                await answer;
        }
    }

    /// <summary>A turn that held back so much has ended, and took so much.</summary>
    public void Settle(long reserved, long actual)
    {
        lock (gate)
        {
            balance += reserved - actual;
            spent += actual;
            if (actual > 0)
                average = average == 1 ? actual : ((average * 7) + actual) / 8;
            usedAt = time.GetTimestamp();
        }
    }

    /// <summary>What was held back is free again, and soon for other nodes, too: at once where little is left, else when it is not needed for a while.</summary>
    public Task Release(long reserved, long limit)
    {
        lock (gate)
        {
            balance += reserved;
            usedAt = time.GetTimestamp();
            return left < limit / 2 ? GiveBack() : Task.CompletedTask;
        }
    }

    /// <summary>Gives back what lies unused for so long.</summary>
    public Task GiveBackAfter(TimeSpan idle)
    {
        lock (gate)
            return balance > 0 && time.GetElapsedTime(usedAt) >= idle ? GiveBack() : Task.CompletedTask;
    }

    /// <summary>What this node spent, where that is news.</summary>
    public ShareReport? News()
    {
        lock (gate)
        {
            if (spent == reported)
                return null;
            reported = spent;
            return new(of, spent);
        }
    }

    // Null: more was asked for, and the answer is to be waited for.
    private bool? TryReserve(long amount, long limit, out Task answer)
    {
        lock (gate)
        {
            answer = Task.CompletedTask;
            if (balance > 0)
            {
                balance -= amount;
                usedAt = time.GetTimestamp();
                if (of.Kind == LimitKind.RequestsPerMinute)
                    spent += amount;
                return true;
            }
            if (refusedLimit >= limit && time.GetElapsedTime(refusedAt) < AskAgainAfter)
                return false;
            waiting += amount;
            if (asking.IsCompleted)
                asking = Ask(limit);
            answer = asking;
            return null;
        }
    }

    private Task Ask(long limit)
    {
        var request = new ShareRequest(node, of, limit, waiting - balance + owed, spent);
        return Task.Run(async () =>
        {
            try
            {
                Take(await shares.Take(request), request);
            }
            catch (Exception e) when (e is Sessions.JournalUnavailableException or IOException)
            {
                lock (gate)
                {
                    if (!TakeAlone(waiting, limit))
                        Refuse(limit);
                }
            }
        });
    }

    private void Take(Share share, ShareRequest request)
    {
        lock (gate)
        {
            var paid = Math.Min(owed, share.Granted);
            owed -= paid;
            balance += share.Granted - paid;
            taken += share.Granted;
            left = share.Left;
            IsAlone = false;
            if (share.Granted < request.Wanted)
                Refuse(request.Limit);
        }
    }

    private void Refuse(long limit) => (refusedAt, refusedLimit) = (time.GetTimestamp(), limit);

    private bool TakeAlone(long amount, long limit)
    {
        IsAlone = true;
        var here = Math.Min(amount - balance, limit - taken - owed);
        if (here <= 0)
            return false;
        owed += here;
        balance += here;
        return true;
    }

    private Task GiveBack()
    {
        var back = Math.Min(balance, taken);
        if (back <= 0 || !asking.IsCompleted)
            return Task.CompletedTask;
        balance -= back;
        taken -= back;
        left += back;
        return asking = Send(new(node, of, 0, -back, spent)); // who needs it back after all asks behind it
    }

    private async Task Send(ShareRequest back)
    {
        try
        {
            await Task.Run(() => shares.Take(back));
        }
        catch (Exception e) when (e is Sessions.JournalUnavailableException or IOException)
        {
            lock (gate)
            {
                // It is still this node's.
                balance -= back.Wanted;
                taken -= back.Wanted;
            }
        }
    }
}
