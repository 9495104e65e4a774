using Npgsql;
using Trooper.Core.Sessions;
using Trooper.Journal.Files;

namespace Trooper.Journal.Postgres;

/// <summary>
/// The connections, and whether there are any: who finds them gone says so, and from then on nobody tries but one, until the database is back.
/// </summary>
internal sealed class Database : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Action<JournalNotice> report;
    private readonly TimeProvider time;
    private readonly string schema;
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim lost = new(1);
    private readonly TaskCompletionSource firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task keeper = Task.CompletedTask;
    private volatile string? outage = "the database has not answered yet";
    private volatile bool isOpen;

    public Database(PostgresJournalOptions options, Action<JournalNotice> report, TimeProvider time)
    {
        (this.report, this.time) = (report, time);
        var connection = ConnectionText.Complete(options.ConnectionString);
        schema = ConnectionText.SchemaOf(connection);
        Name = ConnectionText.NameOf(connection);
        Source = new NpgsqlDataSourceBuilder(connection.ConnectionString).Build();
    }

    /// <summary>Host, port and database, and never the password.</summary>
    public string Name { get; }

    public NpgsqlDataSource Source { get; }

    /// <summary>The outcome of the first attempt to connect, whatever it is.</summary>
    public Task FirstAttempt => firstAttempt.Task;

    public bool IsUp => outage is null;

    /// <summary>Why it is down; null when it is up.</summary>
    public string? Outage => outage;

    /// <summary>It has been up since the start.</summary>
    public bool HasBeenUp => isOpen;

    /// <summary>Begins to connect, and stays connected.</summary>
    public void Start(Action onConnected) => keeper = Task.Run(() => KeepConnected(onConnected));

    /// <exception cref="JournalUnavailableException">It is down.</exception>
    public void EnsureUp()
    {
        if (outage is { } reason)
            throw new JournalUnavailableException($"The sessions' database cannot be reached ({reason}); try again in a few seconds.");
    }

    /// <summary>Does something that can be done again: a reader's work.</summary>
    /// <exception cref="JournalUnavailableException">The database is down, or went down.</exception>
    public async Task<T> Run<T>(Func<NpgsqlDataSource, Task<T>> work)
    {
        EnsureUp();
        try
        {
            return await work(Source);
        }
        catch (Exception failure) when (Faults.IsLoss(failure))
        {
            Lose(failure);
            throw new JournalUnavailableException($"The sessions' database cannot be reached ({failure.Message}); try again in a few seconds.", failure);
        }
    }

    /// <summary>Somebody found it gone.</summary>
    public void Lose(Exception cause)
    {
        if (Interlocked.CompareExchange(ref outage, cause.Message, null) is not null)
            return;
        report(new JournalNotice(JournalNoticeKind.Outage, Name, $"the database cannot be reached: {cause.Message}; what is appended is kept here until it is back"));
        lost.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await keeper;
        await Source.DisposeAsync();
        stopping.Dispose();
        lost.Dispose();
    }

    private async Task KeepConnected(Action onConnected)
    {
        try
        {
            while (true)
            {
                await lost.WaitAsync(stopping.Token);
                await Connect();
                onConnected();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            firstAttempt.TrySetCanceled();
        }
    }

    private async Task Connect()
    {
        for (var pause = FirstPause; !await TryConnect(); pause = pause < LongestPause ? pause * 2 : LongestPause)
            await Task.Delay(pause, time, stopping.Token);
    }

    // A database that comes back may be another one, restored from a copy: its form is looked at every time.
    private async Task<bool> TryConnect()
    {
        try
        {
            await Migrator.Apply(Source, schema, stopping.Token);
        }
        catch (Exception failure) when (Faults.IsLoss(failure) || Faults.IsMisconfiguration(failure) || failure is PostgresException)
        {
            outage = failure.Message;
            if (!firstAttempt.TrySetException(failure) && Faults.IsMisconfiguration(failure))
                report(new JournalNotice(JournalNoticeKind.Outage, Name, failure.Message));
            return false;
        }
        if (isOpen)
            report(new JournalNotice(JournalNoticeKind.Restored, Name, "the database is back"));
        outage = null;
        isOpen = true;
        firstAttempt.TrySetResult();
        return true;
    }
}
