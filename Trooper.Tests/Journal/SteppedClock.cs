namespace Trooper.Tests.Journal;

/// <summary>A clock whose periodic timers fire when the test says so.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private readonly List<SteppedTimer> _timers = [];

    public void Tick()
    {
        foreach (var timer in _timers)
            timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteppedTimer(() => callback(state));
        _timers.Add(timer);
        return timer;
    }

    private sealed class SteppedTimer(Action fire) : ITimer
    {
        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
