using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Trooper.Tests.Fakes;

namespace Trooper.Tests.Gateway.Hosting;

/// <summary>Trooper as its users run it: a process of its own, set up by its environment, that can be killed.</summary>
internal sealed partial class TrooperProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TrooperProcess(ProcessStartInfo start)
    {
        process = new() { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Exited += (_, _) =>
        {
            process.WaitForExit(); // for the last of its output
            listening.TrySetException(new InvalidOperationException($"It ended before it listened: {Output}"));
        };
    }

    public HttpClient Http { get; private set; } = null!;

    /// <summary>From the start to the first answer.</summary>
    public TimeSpan StartedIn { get; private set; }

    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    public static Task<TrooperProcess> Start(FakeUpstreams fakes, string folder) => Start(fakes, folder, database: null);

    /// <param name="database">The connection string of its database; files are its journal without.</param>
    public static Task<TrooperProcess> Start(FakeUpstreams fakes, string folder, string? database, params string[] arguments) => Start(fakes, folder, database, [], arguments);

    public static async Task<TrooperProcess> Start(FakeUpstreams fakes, string folder, string? database, (string Name, string Value)[] settings, params string[] arguments)
    {
        var start = StartInfo(folder, database, arguments);
        foreach (var (name, value) in TrooperHost.Settings(fakes))
            start.Environment[name] = value;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var trooper = new TrooperProcess(start);
        var clock = Stopwatch.StartNew();
        trooper.process.Start();
        trooper.process.BeginOutputReadLine();
        trooper.process.BeginErrorReadLine();
        trooper.Http = TrooperHost.NewHttp(await trooper.listening.Task.WaitAsync(Patience.Limit));
        await trooper.Http.Get("/healthz");
        trooper.StartedIn = clock.Elapsed;
        return trooper;
    }

    /// <summary>Completes once it has written this.</summary>
    public async Task Said(string text)
    {
        while (true)
        {
            var next = Volatile.Read(ref written).Task;
            if (Output.Contains(text, StringComparison.Ordinal))
                return;
            await next.WaitAsync(Patience.Limit);
        }
    }

    /// <summary>Runs it to its end: a command, or a start that fails.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> Run(string folder, string? database, string[] arguments, params (string Name, string Value)[] settings)
    {
        var start = StartInfo(folder, database, arguments);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(new CancellationTokenSource(Patience.Limit).Token);
        return (process.ExitCode, await output, await error);
    }

    /// <summary><c>kill -9</c>.</summary>
    public void Kill() => process.Kill();

    /// <summary>Sends it a signal, by its name.</summary>
    public void Signal(string name) => Process.Start("kill", ["-" + name, $"{process.Id}"]).WaitForExit();

    public Task Ended() => process.WaitForExitAsync(new CancellationTokenSource(Patience.Limit).Token);

    public void Dispose()
    {
        Http?.Dispose();
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static ProcessStartInfo StartInfo(string folder, string? database, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Trooper.Api.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["TROOPER_DATA"] = folder;
        start.Environment["TROOPER_DATABASE"] = database;
        return start;
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (output)
            output.AppendLine(line);
        Interlocked.Exchange(ref written, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        if (ListensOn().Match(line) is { Success: true } match)
            listening.TrySetResult(new Uri(match.Groups[1].Value.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)));
    }

    [GeneratedRegex("listens on (http://[^,; ]+)")]
    private static partial Regex ListensOn();
}
