using Npgsql;
using Trooper.Journal.Files;
using Trooper.Journal.Postgres;

namespace Trooper.Tests.Journal.Postgres;

/// <summary>A schema of the test's own in a server, a folder for spools, and the journals opened over them.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly string schema = $"test_{Guid.NewGuid():n}";
    private readonly string server;
    private readonly List<JournalNotice> notices = [];

    private TestDatabase(string server) => this.server = server;

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

    public static async Task<TestDatabase> Make() => new(await PostgresServer.SharedConnectionString());

    public static TestDatabase In(PostgresServer server) => new(server.ConnectionString);

    public Task<PostgresJournal> OpenAnyway(long maxSpoolBytes = 64 * 1024 * 1024) => PostgresJournal.Open(
        new() { ConnectionString = ConnectionString, SpoolFolder = Folder, MaxSpoolBytes = maxSpoolBytes },
        notice =>
        {
            lock (notices)
                notices.Add(notice);
        },
        TimeProvider.System);

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

    public async ValueTask DisposeAsync()
    {
        await Ask<object?>($"drop schema if exists {schema} cascade");
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }
}
