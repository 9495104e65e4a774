using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Trooper.Bench.Load.Stands;

/// <summary>The processes that are measured side by side, and a temporary folder for what they write.</summary>
internal sealed class Stand : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("trooper-bench-");
    private readonly List<ServerProcess> servers = [];

    private Stand()
    {
        var upstream = Start("upstream");
        Direct = new("direct", upstream);
        Relay = new("relay", Start("relay", $"http://127.0.0.1:{upstream.Port}/v1/messages"));
        Trooper = new("trooper", StartTrooper(NewFolder("data")));
    }

    /// <summary>The fake upstream, called without anything between.</summary>
    public Target Direct { get; }

    /// <summary>The bare relay.</summary>
    public Target Relay { get; }

    public Target Trooper { get; }

    public IReadOnlyList<Target> All => [Direct, Relay, Trooper];

    public static async Task<Stand> SetUp()
    {
        var stand = new Stand();
        foreach (var target in stand.All)
            await target.Server.WaitUntilOpen();
        return stand;
    }

    public string NewFolder(string name) => folder.CreateSubdirectory(name).FullName;

    /// <summary>Another Trooper, on the same upstream.</summary>
    public ServerProcess StartTrooper(string dataFolder, params (string Name, string Value)[] settings)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(BesideThis("Trooper.Api")) { WorkingDirectory = NewFolder("work") }; // where no appsettings.json lies
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
            start.Environment.Remove(name);
        start.Environment["TROOPER_PORT"] = $"{port}";
        start.Environment["TROOPER_DATA"] = dataFolder;
        start.Environment["CLAUDE_API_KEY"] = "bench-key-that-opens-nothing";
        start.Environment["CLAUDE_URL"] = $"http://127.0.0.1:{Direct.Port}/v1/messages";
        start.Environment["FALLBACK_URL"] = $"http://127.0.0.1:{Direct.Port}/api/chat";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return Kept(ServerProcess.Start(start, port));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
            await server.DisposeAsync();
        folder.Delete(recursive: true);
    }

    // What is set in the shell for another Trooper must not change what is measured.
    private static bool IsSetting(string name) =>
        name.StartsWith("TROOPER_", StringComparison.Ordinal) || name.EndsWith("_API_KEY", StringComparison.Ordinal) || name.EndsWith("_URL", StringComparison.Ordinal)
        || name is "CONTEXT_WINDOW" or "COMPRESS_CLOUD" or "SESSION_TTL" or "AUTO_RECOVERY" or "QUOTA_STATUS_CODES" or "CLAUDE_MODEL" or "OLLAMA_MODEL" or "OPENAI_MODEL" or "GEMINI_MODEL";

    private ServerProcess Start(string role, params string[] arguments)
    {
        var port = FreePort();
        return Kept(ServerProcess.Start(new ProcessStartInfo(BesideThis("Trooper.Bench"), ["serve", role, $"{port}", .. arguments]), port));
    }

    private ServerProcess Kept(ServerProcess server)
    {
        servers.Add(server);
        return server;
    }

    private static string BesideThis(string name) => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? name + ".exe" : name);

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
