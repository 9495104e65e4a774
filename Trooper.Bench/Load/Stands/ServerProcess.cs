using System.Diagnostics;
using System.Net.Sockets;

namespace Trooper.Bench.Load.Stands;

/// <summary>A server in a process of its own, on a port of this machine.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process process;
    private readonly Queue<string> lastWords = new();
    private bool isDisposed;

    private ServerProcess(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    public TimeSpan CpuTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public double ResidentMegabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Starts it; nobody has waited yet until it answers.</summary>
    public static ServerProcess Start(ProcessStartInfo start, int port)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        var server = new ServerProcess(Process.Start(start)!, port);
        server.process.OutputDataReceived += server.Listen;
        server.process.ErrorDataReceived += server.Listen;
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Waits until it takes connections.</summary>
    public async Task WaitUntilOpen()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await IsOpen(patience.Token))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"{process.StartInfo.FileName} ended: {string.Join('\n', lastWords)}");
            await Task.Delay(TimeSpan.FromMilliseconds(2), patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task<bool> IsOpen(CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(System.Net.IPAddress.Loopback, Port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Listen(object sender, DataReceivedEventArgs line)
    {
        lock (lastWords)
        {
            if (line.Data is not null)
                lastWords.Enqueue(line.Data);
            if (lastWords.Count > 20)
                lastWords.Dequeue();
        }
    }
}
