using Microsoft.Extensions.Logging;
using Trooper.Core.Sessions;
using Trooper.Grains.Sessions;

namespace Trooper.Grains;

/// <summary>Does the cluster's rounds. How long sessions are kept is told by each node that starts, so that a changed setting needs no more than a rollout.</summary>
public sealed partial class RetentionGrain(IJournal journal, TimeProvider time, ILogger<RetentionGrain> log) : Grain, IRetentionGrain, IRemindable
{
    private const int Batch = 100;
    private const string Prefix = "retention ";

    public async Task Keep(TimeSpan? ttl, TimeSpan interval)
    {
        var wanted = ttl is { } kept ? Prefix + kept.ToString("c") : null;
        foreach (var old in await this.GetReminders())
        {
            if (old.ReminderName != wanted)
                await this.UnregisterReminder(old);
        }
        if (wanted is not null)
            await this.RegisterOrUpdateReminder(wanted, interval, interval);
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        var ttl = TimeSpan.ParseExact(reminderName[Prefix.Length..], "c", null);
        var forgotten = 0;
        IReadOnlyList<SessionKey> idle;
        do
        {
            idle = await journal.IdleSince(time.GetUtcNow() - ttl, Batch);
            foreach (var key in idle)
            {
                if (await GrainFactory.GetGrain<ISessionGrain>(SessionGrainKey.Of(key)).Delete())
                    forgotten++;
            }
        }
        while (idle.Count == Batch);
        if (forgotten > 0)
            LogForgotten(forgotten, ttl);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} sessions, idle for longer than {Ttl}, were deleted")]
    private partial void LogForgotten(int count, TimeSpan ttl);
}
