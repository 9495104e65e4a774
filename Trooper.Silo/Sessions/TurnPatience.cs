namespace Trooper.Silo.Sessions;

/// <summary>
/// How long one turn still waits for its session. It makes several calls, and each may meet the same outage: were each given a limit of its own, the sum
/// would be longer than clients wait, and they would hear nothing where they could be told to come again.
/// </summary>
internal sealed class TurnPatience(Patience patience, TimeProvider time)
{
    private TimeSpan waited;

    /// <summary>A call before the answer.</summary>
    public ValueTask<T> Begin<T>(Func<Task<T>> call, CancellationToken cancellation) => Wait(Patience.ForBeginning, call, cancellation);

    /// <summary>The answer is there, and only its last byte is held back until it is durable: worth all that is left.</summary>
    public ValueTask<T> End<T>(Func<Task<T>> call) => Wait(Patience.ForTurn, call, CancellationToken.None);

    /// <summary>There is no answer to keep, and the client is told why without waiting for the record of it, which goes on by itself.</summary>
    public ValueTask<T> EndWithout<T>(Func<Task<T>> call)
    {
        var recorded = patience.Call(Patience.ForTurn, call).AsTask();
        return Wait(Patience.ForBeginning, () => recorded, CancellationToken.None);
    }

    private async ValueTask<T> Wait<T>(TimeSpan limit, Func<Task<T>> call, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        try
        {
            return await patience.Call(limit - waited, call, cancellation);
        }
        finally
        {
            waited += time.GetElapsedTime(start);
        }
    }
}
