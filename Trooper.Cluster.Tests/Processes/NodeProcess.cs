using System.Diagnostics;
using System.Text;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Cluster.Tests.Processes;

/// <summary>A node as it is run: a process of its own, set up by its environment, that can be killed, frozen and asked to go.</summary>
internal sealed class NodeProcess : IDisposable
{
    /// <summary>Longer than a node waits for the cluster and the database together before it gives up.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    /// <summary>The node's program, as it was built with the tests.</summary>
    public static readonly string ThisVersion = Path.Combine(AppContext.BaseDirectory, "Trooper.Silo.dll");

    private readonly Process process;
    private readonly StringBuilder output = new();
    private volatile Stay stay = new(isUp: false);

    private NodeProcess(string name, int port, ProcessStartInfo start)
    {
        Name = name;
        process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        Http = TrooperHost.NewHttp(new($"http://127.0.0.1:{port}"));
        Http.Timeout = AnswerLimit;
    }

    public string Name { get; }

    public HttpClient Http { get; }

    /// <summary>Another one after each time that the test took it away or brought it back.</summary>
    public Stay Stay => stay;

    /// <summary>A proxy gives it nothing new: it is about to be asked to go.</summary>
    public bool IsLeaving { get; set; }

    public bool HasEnded => process.HasExited;

    public int ExitCode => process.ExitCode;

    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    public static NodeProcess Launch(string name, int port, IEnumerable<KeyValuePair<string, string?>> settings, string? program = null)
    {
        var start = new ProcessStartInfo("dotnet", [program ?? ThisVersion])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (setting, value) in settings)
            start.Environment[setting] = value;
        start.Environment["TROOPER_PORT"] = $"{port}";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        var node = new NodeProcess(name, port, start);
        node.process.Start();
        node.process.BeginOutputReadLine();
        node.process.BeginErrorReadLine();
        return node;
    }

    /// <summary>Waits until the node says of itself that it can serve.</summary>
    public async Task<NodeProcess> Ready(CancellationToken cancellation)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await IsReady())
        {
            if (process.HasExited)
                throw new InvalidOperationException($"{Name} ended before it was ready: {Output}");
            await pause.WaitForNextTickAsync(cancellation);
        }
        if (!stay.IsUp)
            stay = new(isUp: true);
        return this;
    }

    public async Task<bool> IsReady()
    {
        try
        {
            using var reply = await Http.GetAsync("/readyz", new CancellationTokenSource(TimeSpan.FromSeconds(2)).Token);
            return reply.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary><c>kill -9</c>.</summary>
    public void Kill()
    {
        stay = new(isUp: false);
        process.Kill();
    }

    /// <summary>It stands still, and does not know it.</summary>
    public void Freeze()
    {
        stay = new(isUp: false);
        Signal("STOP");
    }

    public void Wake()
    {
        Signal("CONT");
        stay = new(isUp: true);
    }

    /// <summary>Asks it to go.</summary>
    public void Terminate() => Signal("TERM");

    public Task Ended() => process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);

    public void Dispose()
    {
        Http.Dispose();
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (output)
            output.AppendLine(line);
    }
}

/// <summary>A time in which a node is there, as far as the test has to do with it, or is not.</summary>
internal sealed class Stay(bool isUp)
{
    public bool IsUp => isUp;
}
