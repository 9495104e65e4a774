using Trooper.Tests.Fakes;

namespace Trooper.Tests.Gateway.Hosting;

/// <summary>A clock that stands still until the test moves it. Whatever is due on the way goes off, in order.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Alarm> alarms = [];
    private DateTimeOffset now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private TaskCompletionSource armed = NewSignal();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    public void Advance(TimeSpan by)
    {
        var target = GetUtcNow() + by;
        while (NextUntil(target) is { } alarm)
            alarm.GoOff();
        lock (gate)
            now = target;
    }

    /// <summary>Moves on in steps until the task is done: for a wait whose beginning can't be seen from outside.</summary>
    public async Task AdvanceUntil(Task done, TimeSpan step)
    {
        for (var patience = Patience.Limit; !done.IsCompleted && patience > TimeSpan.Zero; patience -= Glimpse)
        {
            Advance(step);
            await Task.WhenAny(done, Task.Delay(Glimpse));
        }
        await done.WaitAsync(Patience.Limit);
    }

    /// <summary>Completes once somebody waits for exactly this long.</summary>
    public async Task Armed(TimeSpan wait)
    {
        while (true)
        {
            Task signal;
            lock (gate)
            {
                if (alarms.Exists(alarm => alarm.Wait == wait))
                    return;
                signal = armed.Task;
            }
            await signal.WaitAsync(Patience.Limit);
        }
    }

    private static readonly TimeSpan Glimpse = TimeSpan.FromMilliseconds(10);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Alarm? NextUntil(DateTimeOffset target)
    {
        lock (gate)
        {
            if (alarms.MinBy(alarm => alarm.DueAt) is not { } next || next.DueAt > target)
                return null;
            now = next.DueAt > now ? next.DueAt : now;
            next.Rearm();
            return next;
        }
    }

    private sealed class Alarm(ManualTime time, Action callback) : ITimer
    {
        private readonly Lock callbackGate = new();
        private TimeSpan period;
        private bool isOver;

        public DateTimeOffset DueAt { get; private set; }

        /// <summary>How long it was set to wait.</summary>
        public TimeSpan Wait { get; private set; }

        public void GoOff()
        {
            lock (callbackGate)
            {
                if (!isOver)
                    callback();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            TaskCompletionSource signal;
            lock (time.gate)
            {
                this.period = period;
                time.alarms.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Wait = dueTime;
                DueAt = time.now + dueTime;
                time.alarms.Add(this);
                (signal, time.armed) = (time.armed, NewSignal());
            }
            signal.SetResult();
            return true;
        }

        /// <summary>Called at the gate, when it goes off.</summary>
        public void Rearm()
        {
            if (period > TimeSpan.Zero)
                DueAt = time.now + period;
            else
                time.alarms.Remove(this);
        }

        public void Dispose()
        {
            lock (time.gate)
                time.alarms.Remove(this);
        }

        // Like a real timer's it waits for the callback that is under way.
        public ValueTask DisposeAsync()
        {
            Dispose();
            lock (callbackGate)
                isOver = true;
            return ValueTask.CompletedTask;
        }
    }
}
