using System.Collections.Concurrent;
using Trooper.Core.Access;
using Trooper.Core.Sessions;
using Trooper.Core.Usage;

namespace Trooper.Api.Usage;

/// <summary>
/// Counts what turns take. The counts of a moment go to the store together; those that it can't have now go with the next, so that only a process that is
/// killed loses any: the last moment's.
/// </summary>
internal sealed partial class UsageMeter(IUsageStore store, TimeProvider time, ILogger<UsageMeter> log) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(900);

    private const int MostUnpriced = 1000;

    private readonly Guid writer = Guid.NewGuid();
    private readonly Lock gate = new();
    private readonly SemaphoreSlim flushing = new(1);
    private readonly ConcurrentDictionary<string, bool> unpriced = [];
    private Dictionary<UsageKey, UsageCounts> counts = [];
    private UsageFlush? unsent;
    private long flushes;
    private bool isAway;

    /// <summary>Counts a turn.</summary>
    /// <param name="parts">One for each provider that wrote of it; the last one's model has the request.</param>
    public UsageCounts Count(Caller caller, PriceTable prices, IReadOnlyList<Spending> parts)
    {
        var sum = default(UsageCounts);
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        for (var at = 0; at < parts.Count; at++)
        {
            var taken = parts[at].Counts(PriceOf(parts[at], prices)) with { Requests = at == parts.Count - 1 ? 1 : 0 };
            var key = new UsageKey(caller.Team, caller.Key?.Id ?? "", parts[at].Model, day);
            lock (gate)
                counts[key] = counts.GetValueOrDefault(key) + taken;
            sum += taken;
        }
        return sum;
    }

    /// <summary>Brings what was counted to the store.</summary>
    /// <returns>False when it can't be had now.</returns>
    public async Task<bool> Flush(CancellationToken cancellation)
    {
        await flushing.WaitAsync(cancellation);
        try
        {
            do
            {
                unsent ??= Take();
                if (unsent is null)
                    return true;
                await store.Add(unsent, cancellation);
                unsent = null;
                isAway = false;
            }
            while (counts.Count > 0);
            return true;
        }
        catch (Exception e) when (e is JournalUnavailableException or IOException)
        {
            if (!isAway)
                LogAway(e.Message);
            isAway = true;
            return false;
        }
        finally
        {
            flushing.Release();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Flush(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await Flush(stoppingToken);
    }

    private UsageFlush? Take()
    {
        lock (gate)
        {
            if (counts.Count == 0)
                return null;
            var taken = counts;
            counts = [];
            return new(writer, ++flushes, [.. taken.Select(pair => new UsageEntry(pair.Key, pair.Value))]);
        }
    }

    private Price? PriceOf(in Spending part, PriceTable prices)
    {
        if (part.Provider.IsLocal)
            return Price.Free;
        var price = prices.Find(part.Model);
        if (price is null && unpriced.Count < MostUnpriced && unpriced.TryAdd(part.Model, true))
            LogUnpriced(part.Model);
        return price;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no price for {Model}: its cost counts as nothing until Prices in the settings has one")]
    private partial void LogUnpriced(string model);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Usage can't be written now, and is kept in memory until it can: {Reason}")]
    private partial void LogAway(string reason);
}
