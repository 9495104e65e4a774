namespace Trooper.Tests.Fakes;

/// <summary>A point where the fake waits for the test. The test can await that it was reached, then open it.</summary>
public sealed class Gate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task.WaitAsync(Patience.Limit);

    public void Open() => _opened.TrySetResult();

    internal async Task Pass(CancellationToken cancellation)
    {
        _reached.TrySetResult();
        await _opened.Task.WaitAsync(cancellation);
    }
}
