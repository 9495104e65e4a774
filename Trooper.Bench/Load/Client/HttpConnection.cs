using System.Net;
using System.Net.Sockets;
using System.Text;
using Trooper.Bench.Load.Servers;

namespace Trooper.Bench.Load.Client;

/// <summary>One kept-alive connection that sends ready-made bytes: the load must cost less than what it measures.</summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[256 * 1024];

    static HttpConnection()
    {
        // Read once by the framework, before the first socket: completions run where they are found, without a hop to another thread.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1");
    }

    /// <summary>Where the delays of stamped events are gathered, in clock ticks from the upstream's write to the read here.</summary>
    public List<long>? EventDelays { get; init; }

    public static async Task<HttpConnection> Open(int port, List<long>? eventDelays = null)
    {
        var connection = new HttpConnection { EventDelays = eventDelays };
        await connection.socket.ConnectAsync(IPAddress.Loopback, port);
        return connection;
    }

    /// <exception cref="InvalidDataException">The reply's status is another one.</exception>
    public async ValueTask<Exchange> Send(ReadOnlyMemory<byte> request, int status = 200)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var sent = 0; sent < request.Length;)
            sent += await socket.SendAsync(request[sent..]);
        var parser = new ReplyParser();
        var held = 0;
        var firstByte = 0L;
        while (!parser.IsDone)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(held));
            var now = TimeProvider.System.GetTimestamp();
            if (read == 0)
                throw new InvalidDataException("the connection was closed in the middle of a reply");
            if (firstByte == 0)
                firstByte = now;
            if (EventDelays is not null)
                NoteEvents(buffer.AsSpan(held, read), now);
            held += read;
            var taken = parser.Take(buffer.AsSpan(0, held));
            buffer.AsSpan(taken, held - taken).CopyTo(buffer);
            held -= taken;
            if (parser.Status != 0 && parser.Status != status)
                throw new InvalidDataException($"status {parser.Status}: {Encoding.UTF8.GetString(buffer, 0, held)}");
        }
        return new(started, firstByte, TimeProvider.System.GetTimestamp());
    }

    public void Dispose() => socket.Dispose();

    private void NoteEvents(ReadOnlySpan<byte> bytes, long now)
    {
        while (EventStamp.TryTake(ref bytes, out var stamp))
            EventDelays!.Add(now - stamp);
    }
}

/// <summary>When a request began to go out, and when its reply began and ended, as the clock's ticks.</summary>
internal readonly record struct Exchange(long Started, long FirstByte, long LastByte);
