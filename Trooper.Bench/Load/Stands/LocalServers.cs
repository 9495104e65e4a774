using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Trooper.Bench.Load.Stands;

/// <summary>Processes of this machine that are measured, and a temporary folder for what they write.</summary>
internal sealed class LocalServers : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("trooper-bench-");
    private readonly List<ServerProcess> servers = [];

    public string NewFolder(string name) => folder.CreateSubdirectory(name).FullName;

    /// <summary>This program in another of its roles.</summary>
    public ServerProcess StartRole(string role, params string[] arguments)
    {
        var port = FreePort();
        return Kept(ServerProcess.Start(new ProcessStartInfo(BesideThis("Trooper.Bench"), ["serve", role, $"{port}", .. arguments]), port));
    }

    /// <summary>A Trooper, with the upstream for all its providers.</summary>
    public ServerProcess StartTrooper(string program, string dataFolder, int upstream, params IReadOnlyList<(string Name, string Value)> settings)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(program) { WorkingDirectory = NewFolder("work") }; // where no appsettings.json lies
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
            start.Environment.Remove(name);
        start.Environment["TROOPER_PORT"] = $"{port}";
        start.Environment["TROOPER_DATA"] = dataFolder;
        start.Environment["CLAUDE_API_KEY"] = "bench-key-that-opens-nothing";
        start.Environment["CLAUDE_URL"] = $"http://127.0.0.1:{upstream}/v1/messages";
        start.Environment["FALLBACK_URL"] = $"http://127.0.0.1:{upstream}/api/chat";
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

    /// <summary>An executable in this one's folder.</summary>
    public static string BesideThis(string name) => Path.Combine(AppContext.BaseDirectory, Executable(name));

    public static string Executable(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    // What is set in the shell for another Trooper must not change what is measured.
    private static bool IsSetting(string name) =>
        name.StartsWith("TROOPER_", StringComparison.Ordinal) || name.EndsWith("_API_KEY", StringComparison.Ordinal) || name.EndsWith("_URL", StringComparison.Ordinal)
        || name is "CONTEXT_WINDOW" or "COMPRESS_CLOUD" or "SESSION_TTL" or "AUTO_RECOVERY" or "QUOTA_STATUS_CODES" or "CLAUDE_MODEL" or "OLLAMA_MODEL" or "OPENAI_MODEL" or "GEMINI_MODEL";

    private ServerProcess Kept(ServerProcess server)
    {
        servers.Add(server);
        return server;
    }
}
