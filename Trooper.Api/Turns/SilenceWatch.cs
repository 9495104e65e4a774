namespace Trooper.Api.Turns;

/// <summary>
/// Watches an upstream's silence: now and then it lets the client be kept warm, and in the end it gives up on the upstream. One timer per
/// stream; an event that arrives costs it one store.
/// </summary>
internal sealed class SilenceWatch : IAsyncDisposable
{
    /// <summary>Clients and proxies give up on a connection that is silent for longer.</summary>
    public static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);

    private readonly TimeProvider time;
    private readonly TimeSpan limit;
    private readonly Func<ValueTask>? ping;
    private readonly CancellationTokenSource expiry = new();
    private readonly ITimer timer;
    private long heardAt, pingedAt;
    private Task pinging = Task.CompletedTask;

    /// <param name="limit">The silence after which <see cref="Expired"/> fires.</param>
    /// <param name="ping">Keeps the client warm; null when it waits for a whole reply.</param>
    public SilenceWatch(TimeProvider time, TimeSpan limit, Func<ValueTask>? ping)
    {
        (this.time, this.limit, this.ping) = (time, limit, ping);
        heardAt = pingedAt = time.GetTimestamp();
        var tick = PingEvery / 15;
        timer = time.CreateTimer(static watch => ((SilenceWatch)watch!).Tick(), this, tick, tick);
    }

    /// <summary>The upstream has been silent for too long.</summary>
    public CancellationToken Expired => expiry.Token;

    public void Heard()
    {
        var now = time.GetTimestamp();
        Volatile.Write(ref heardAt, now);
        Volatile.Write(ref pingedAt, now);
    }

    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        await pinging;
        expiry.Dispose();
    }

    private void Tick()
    {
        if (time.GetElapsedTime(Volatile.Read(ref heardAt)) >= limit)
        {
            expiry.Cancel();
            return;
        }
        if (ping is null || !pinging.IsCompleted || time.GetElapsedTime(Volatile.Read(ref pingedAt)) < PingEvery)
            return;
        Volatile.Write(ref pingedAt, time.GetTimestamp());
        pinging = ping().AsTask();
    }
}
