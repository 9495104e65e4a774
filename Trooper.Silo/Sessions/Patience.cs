using Trooper.Core.Sessions;
using Trooper.Grains.Sessions;

namespace Trooper.Silo.Sessions;

/// <summary>
/// Makes a call to the cluster again while it may yet succeed: a node died, and what it held is on its way to another, or the database is away.
/// Only for calls that may be made twice.
/// </summary>
internal sealed class Patience(TimeProvider time)
{
    /// <summary>A client waits for the beginning of its answer.</summary>
    public static readonly TimeSpan ForBeginning = TimeSpan.FromSeconds(15);

    /// <summary>A turn waits for its session no longer than this, all its calls together. What its beginning leaves is for the end, when the answer is there.</summary>
    public static readonly TimeSpan ForTurn = TimeSpan.FromSeconds(30);

    /// <summary>Nobody waits.</summary>
    public static readonly TimeSpan ForBackground = TimeSpan.FromDays(1);

    /// <summary>For a note that the turn goes on without.</summary>
    public static readonly TimeSpan ForNote = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>For the calls of one turn, together.</summary>
    public TurnPatience OfTurn() => new(this, time);

    /// <exception cref="JournalUnavailableException">It did not succeed in time.</exception>
    public async ValueTask<T> Call<T>(TimeSpan limit, Func<Task<T>> call, CancellationToken cancellation = default)
    {
        var start = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                // What is still under way at the limit is left to itself: whatever it does, it may be done twice.
                var left = TimeSpan.FromTicks(Math.Max(0, (limit - time.GetElapsedTime(start)).Ticks));
                return await call().WaitAsync(left, time, cancellation);
            }
            catch (Exception e) when (MayPass(e))
            {
                if (time.GetElapsedTime(start) + pause >= limit)
                    throw Unavailable(e);
            }
            await Task.Delay(pause, time, cancellation);
        }
    }

    /// <summary>For calls that may not be made twice, when nobody knows whether the first one was heard.</summary>
    public static async ValueTask<T> Once<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (MayPass(e))
        {
            throw Unavailable(e);
        }
    }

    /// <summary>The fault is of the moment: of a connection, a node or the database, not of the call.</summary>
    public static bool MayPass(Exception fault) => fault is SessionMovedException or OrleansException or TimeoutException;

    private static JournalUnavailableException Unavailable(Exception cause) => new($"The session can't be reached now ({cause.Message}); try again in a few seconds.", cause);
}
