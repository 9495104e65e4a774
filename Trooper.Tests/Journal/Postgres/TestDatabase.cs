using Npgsql;
using Trooper.Journal.Files;
using Trooper.Journal.Postgres;
using Trooper.Tests.Fakes;

namespace Trooper.Tests.Journal.Postgres;

/// <summary>A schema of the test's own in a server, a folder for spools, and the journals opened over them.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly string schema = $"test_{Guid.NewGuid():n}";
    private readonly string server;
    private readonly List<JournalNotice> notices = [];
    private readonly List<(JournalNoticeKind Kind, TaskCompletionSource Came)> awaited = [];

    private readonly bool outlivesTest;

    private TestDatabase(string server, bool outlivesTest) => (this.server, this.outlivesTest) = (server, outlivesTest);

    public string ConnectionString => $"{server};Search Path={schema};Maximum Pool Size=20";

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "trooper-" + Path.GetRandomFileName());

    public IReadOnlyList<JournalNotice> Notices
    {
        get
        {
            lock (notices)
                return [.. notices];
        }
    }

    public static async Task<TestDatabase> Make() => new(await PostgresServer.SharedConnectionString(), outlivesTest: true);

    public static TestDatabase In(PostgresServer server) => new(server.ConnectionString, outlivesTest: false);

    public Task<PostgresJournal> OpenAnyway(long maxSpoolBytes = 64 * 1024 * 1024) => PostgresJournal.Open(
        new() { ConnectionString = ConnectionString, SpoolFolder = Folder, MaxSpoolBytes = maxSpoolBytes },
        Note,
        TimeProvider.System);

    /// <summary>Comes with the next notice of a kind.</summary>
    public Task Next(JournalNoticeKind kind)
    {
        var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (notices)
            awaited.Add((kind, came));
        return came.Task.WaitAsync(Patience.Limit);
    }

    public async Task<PostgresJournal> Open()
    {
        var journal = await OpenAnyway();
        await journal.FirstAttempt;
        return journal;
    }

    public async Task<T> Ask<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (outlivesTest)
            await Execute($"drop schema if exists {schema} cascade");
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    private void Note(JournalNotice notice)
    {
        lock (notices)
        {
            notices.Add(notice);
            foreach (var (_, came) in awaited.Where(wait => wait.Kind == notice.Kind))
                came.TrySetResult();
            awaited.RemoveAll(wait => wait.Kind == notice.Kind);
        }
    }
}
