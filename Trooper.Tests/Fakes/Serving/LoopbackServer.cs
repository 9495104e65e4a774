using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Trooper.Tests.Fakes.Serving;

/// <summary>Kestrel on a loopback port that can go down and come back.</summary>
/// <remarks>While down the port is bound but not listened to: connections are refused, and nobody else gets the port.</remarks>
internal sealed class LoopbackServer(Func<HttpContext, CancellationToken, Task> serve) : IAsyncDisposable
{
    private Socket _port = Bind(0);
    private Running? _running;

    public int Port { get; private set; }

    public async Task Start()
    {
        if (_running is not null)
        {
            return;
        }

        Port = ((IPEndPoint)_port.LocalEndPoint!).Port;
        _running = new Running(NewKestrel(), new CancellationTokenSource());
        await _running.Kestrel.StartAsync(new EachRequest(serve, _running.Down.Token), CancellationToken.None);
    }

    public async Task Stop()
    {
        if (_running is null)
        {
            return;
        }

        await _running.Stop();
        _running = null;
        _port = Bind(Port);
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
        {
            await _running.Stop();
        }

        _port.Dispose();
    }

    private static Socket Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    private KestrelServer NewKestrel()
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Listen(IPAddress.Loopback, Port);
        var sockets = Options.Create(new SocketTransportOptions { CreateBoundListenSocket = _ => _port });
        var transport = new SocketTransportFactory(sockets, NullLoggerFactory.Instance);
        return new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
    }

    private sealed record Running(KestrelServer Kestrel, CancellationTokenSource Down)
    {
        public async Task Stop()
        {
            await Down.CancelAsync();
            await Kestrel.StopAsync(new CancellationToken(canceled: true));
            Kestrel.Dispose();
        }
    }
}
