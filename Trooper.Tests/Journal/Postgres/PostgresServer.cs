using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Trooper.Tests.Journal.Postgres;

/// <summary>
/// A Postgres of the tests' own in a folder that goes with it, from installed binaries; or for what need not stop it the one that
/// <c>TROOPER_TEST_POSTGRES</c> names, a connection string.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Variable = "TROOPER_TEST_POSTGRES";

    private static readonly string? Binaries = FindBinaries();
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartShared);

    private readonly string folder = Directory.CreateTempSubdirectory("trooper-pg-").FullName;
    private readonly int port;

    private PostgresServer(int port) => this.port = port;

    /// <summary>Why tests that stop a server are skipped; null when they need not be.</summary>
    public static string? NoBinaries => Binaries is null ? "no Postgres binaries (initdb, pg_ctl) are installed" : null;

    /// <summary>Why tests are skipped; null when they need not be.</summary>
    public static string? Missing => NoBinaries is null || Named is not null ? null : $"{NoBinaries} and {Variable} names no server";

    private static string? Named => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : null;

    public string ConnectionString => $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";

    private string Data => Path.Combine(folder, "data");

    /// <summary>The server of all tests that only need one.</summary>
    public static async Task<string> SharedConnectionString() => Named ?? (await Shared.Value).ConnectionString;

    /// <summary>A server that is the caller's to stop.</summary>
    public static async Task<PostgresServer> Initialise()
    {
        var server = new PostgresServer(FreePort());
        if (IsRoot)
            await Execute("chown", "postgres", server.folder);
        await server.Run("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "--no-instructions");
        return server;
    }

    public Task Start() => Run(
        "pg_ctl", "-D", Data, "-w", "-l", Path.Combine(folder, "log"), "-o", $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200 -c fsync=off -c full_page_writes=off", "start");

    /// <summary>As if its power had been cut.</summary>
    public Task Kill() => Run("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            await Kill();
        Directory.Delete(folder, recursive: true);
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static async Task<PostgresServer> StartShared()
    {
        var server = await Initialise();
        await server.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }

    private static string? FindBinaries()
    {
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0).Select(version => Path.Combine(version, "bin"))
            : [];
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        return debian.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // It refuses to run as root.
    private Task Run(string program, params string[] arguments) => IsRoot
        ? Execute("runuser", ["-u", "postgres", "--", Path.Combine(Binaries!, program), .. arguments])
        : Execute(Path.Combine(Binaries!, program), arguments);

    private static async Task Execute(string program, params string[] arguments)
    {
        // A server that is started keeps its output open, so nobody reads it to the end.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "out=$(mktemp); \"$@\" >\"$out\" 2>&1 </dev/null; code=$?; [ $code = 0 ] || cat \"$out\" >&2; rm -f \"$out\"; exit $code", "sh", program, .. arguments])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardError = true,
        })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {await process.StandardError.ReadToEndAsync()}");
    }
}
