using System.Collections;

namespace Trooper.Tests.Fakes;

/// <summary>What reached a fake, in order of arrival. Safe to read while requests come in: a reader gets the list as it is now.</summary>
public sealed class RequestLog : IReadOnlyList<RecordedRequest>
{
    private readonly Lock _lock = new();
    private readonly List<RecordedRequest> _requests = [];
    private TaskCompletionSource _arrival = NewArrival();
    private int _taken;

    public int Count => Snapshot().Length;

    public RecordedRequest this[int index] => Snapshot()[index];

    /// <summary>The oldest request that no earlier call of this method returned, waiting for it when it isn't there yet.</summary>
    public async Task<RecordedRequest> NextRequest()
    {
        var index = Interlocked.Increment(ref _taken) - 1;
        return (await WaitFor(index + 1))[index];
    }

    /// <summary>All requests, once there are at least <paramref name="count"/>.</summary>
    public async Task<IReadOnlyList<RecordedRequest>> WaitFor(int count)
    {
        var patience = Task.Delay(Patience.Limit);
        while (true)
        {
            var (requests, arrival) = Watch();
            if (requests.Length >= count)
            {
                return requests;
            }

            if (await Task.WhenAny(arrival, patience) == patience)
            {
                throw new TimeoutException($"Waited for {count} requests; {requests.Length} came.");
            }
        }
    }

    public IEnumerator<RecordedRequest> GetEnumerator() => ((IEnumerable<RecordedRequest>)Snapshot()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(RecordedRequest request)
    {
        lock (_lock)
        {
            _requests.Add(request);
            _arrival.SetResult();
            _arrival = NewArrival();
        }
    }

    internal void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
            _taken = 0;
        }
    }

    private static TaskCompletionSource NewArrival() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RecordedRequest[] Snapshot() => Watch().Requests;

    private (RecordedRequest[] Requests, Task Arrival) Watch()
    {
        lock (_lock)
        {
            return ([.. _requests], _arrival.Task);
        }
    }
}
