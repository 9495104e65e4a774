using System.Diagnostics;
using Npgsql;
using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Cluster;

/// <summary>A Postgres as it is installed, durable writes included, in a folder that goes with it.</summary>
internal sealed class LocalPostgres : IAsyncDisposable
{
    private static readonly string? Binaries = FindBinaries();

    private readonly string folder = Directory.CreateTempSubdirectory("trooper-bench-pg-").FullName;
    private readonly int port = LocalServers.FreePort();

    private LocalPostgres() => Source = NpgsqlDataSource.Create(ConnectionString);

    public static bool IsInstalled => Binaries is not null;

    public string ConnectionString => $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Search Path=trooper,public";

    public NpgsqlDataSource Source { get; }

    private string Data => Path.Combine(folder, "data");

    public static async Task<LocalPostgres> Start()
    {
        var postgres = new LocalPostgres();
        if (IsRoot)
            await Execute("chown", "postgres", postgres.folder);
        await Run("initdb", "-D", postgres.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-instructions");
        // Whole pages in the log, which come with each checkpoint, would drown what a turn writes.
        var settings = $"-p {postgres.port} -k {postgres.folder} -c listen_addresses=127.0.0.1 -c max_connections=200 -c full_page_writes=off";
        await Run("pg_ctl", "-D", postgres.Data, "-w", "-l", Path.Combine(postgres.folder, "log"), "-o", settings, "start");
        return postgres;
    }

    /// <summary>How far the log of writes has come, in bytes.</summary>
    public async Task<long> Written() => (long)(decimal)(await Source.CreateCommand("select pg_current_wal_insert_lsn() - '0/0'").ExecuteScalarAsync())!;

    /// <summary>How long one durable write takes.</summary>
    public async Task<TimeSpan> Commit()
    {
        var started = TimeProvider.System.GetTimestamp();
        await Source.CreateCommand("select pg_logical_emit_message(true, 'bench', 'a commit')").ExecuteNonQueryAsync();
        return TimeProvider.System.GetElapsedTime(started);
    }

    /// <summary>Processor time of the server's processes, where the system tells.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            var server = File.ReadLines(Path.Combine(Data, "postmaster.pid")).First();
            return Process.GetProcesses().Where(process => ParentOf(process.Id) == server).Aggregate(TimeSpan.Zero, (sum, process) => sum + process.TotalProcessorTime);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Run("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Directory.Delete(folder, recursive: true);
    }

    private static string? ParentOf(int process)
    {
        try
        {
            // The name, in parentheses, may hold blanks; behind it come the state and the parent.
            var told = File.ReadAllText($"/proc/{process}/stat");
            return told[(told.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        }
        catch (IOException)
        {
            return null; // it has ended, or this system has no such file
        }
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static string? FindBinaries()
    {
        var debian = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin")) : [];
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        return debian.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    // It refuses to run as root.
    private static Task Run(string program, params string[] arguments) => IsRoot
        ? Execute("runuser", ["-u", "postgres", "--", Path.Combine(Binaries!, program), .. arguments])
        : Execute(Path.Combine(Binaries!, program), arguments);

    // A server that is started keeps its output open, so that nobody can read it to the end.
    private static async Task Execute(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "\"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]) { WorkingDirectory = Path.GetTempPath() })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed with {process.ExitCode}");
    }
}
