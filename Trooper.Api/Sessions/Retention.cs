using Trooper.Api.Configuration;
using Trooper.Core.Sessions;

namespace Trooper.Api.Sessions;

/// <summary>Lets sessions leave memory when they go cold, and forgets those that have been idle for longer than they are kept.</summary>
internal sealed partial class Retention(CurrentOptions options, LocalSessions sessions, IJournal journal, TimeProvider time, ILogger<Retention> log) : BackgroundService
{
    private const int Batch = 100;
    private const int ManySessions = 500;

    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ColdInterval = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Every(ColdInterval, _ =>
        {
            // An idle process collects nothing by itself: what many sessions held would stay with it.
            if (sessions.DropCold() >= ManySessions)
                GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            return Task.CompletedTask;
        }, stoppingToken),
        options.Now.SessionTtl is { } ttl ? Every(IntervalFor(ttl), cancellation => Sweep(ttl, cancellation), stoppingToken) : Task.CompletedTask);

    internal static TimeSpan IntervalFor(TimeSpan ttl) => TimeSpan.FromTicks(Math.Clamp(ttl.Ticks / 10, ShortestInterval.Ticks, LongestInterval.Ticks));

    private async Task Every(TimeSpan interval, Func<CancellationToken, Task> action, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try
            {
                await action(stopping);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
    }

    private async Task Sweep(TimeSpan ttl, CancellationToken cancellation)
    {
        var forgotten = 0;
        while (true)
        {
            var idle = await journal.IdleSince(time.GetUtcNow() - ttl, Batch, cancellation);
            foreach (var key in idle)
            {
                if (await sessions.Get(key).Delete(cancellation))
                    forgotten++;
            }
            if (idle.Count < Batch)
                break;
        }
        if (forgotten > 0)
            LogForgotten(forgotten, ttl);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} sessions, idle for longer than {Ttl}, were deleted")]
    private partial void LogForgotten(int count, TimeSpan ttl);

    [LoggerMessage(Level = LogLevel.Error, Message = "A sweep failed; the next one comes in time")]
    private partial void LogFailed(Exception exception);
}
