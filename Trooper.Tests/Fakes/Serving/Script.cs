namespace Trooper.Tests.Fakes.Serving;

/// <summary>The behaviours still to come.</summary>
internal sealed class Script
{
    private readonly Lock _lock = new();
    private readonly List<Behaviour> _queue = [];

    public void Add(IEnumerable<Behaviour> behaviours)
    {
        lock (_lock)
        {
            _queue.AddRange(behaviours);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _queue.Clear();
        }
    }

    /// <summary>The first behaviour that fits, spending one of its uses; the fake's own behaviour when none does.</summary>
    public Behaviour Take(RecordedRequest request)
    {
        lock (_lock)
        {
            var at = _queue.FindIndex(behaviour => behaviour.When(request));
            if (at < 0)
            {
                return Behave.Normally();
            }

            var taken = _queue[at];
            _queue[at] = taken with { Times = taken.Times - 1 };
            if (taken.Times <= 1)
            {
                _queue.RemoveAt(at);
            }

            return taken;
        }
    }
}
