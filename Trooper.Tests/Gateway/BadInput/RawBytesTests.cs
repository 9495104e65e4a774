using System.Net.Sockets;
using System.Text;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.BadInput;

/// <summary>What no HTTP client would send.</summary>
public sealed class RawBytesTests
{
    private const string Body = """{"model":"claude-sim","max_tokens":9,"messages":[{"role":"user","content":"please begin"}]}""";

    [Theory]
    [InlineData("Content-Length: 5000\r\n", Body)]
    [InlineData("Transfer-Encoding: chunked\r\n", "40\r\n" + Body)]
    [InlineData("Transfer-Encoding: chunked\r\n", "zz\r\n" + Body)]
    public async Task A_body_cut_short_leaves_no_trace(string length, string body)
    {
        await using var trooper = await TrooperHost.Start();

        var answer = await Exchange(trooper, $"POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nX-Session-ID: s\r\n{length}\r\n{body}", hangUp: true);

        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal), answer);
        await IsUnharmed(trooper);
    }

    [Theory]
    [InlineData("X-Session-ID: caf\u00e9\r\n")]
    [InlineData("X-Session-ID: \u0001\r\n")]
    [InlineData("no header at all\r\n")]
    public async Task A_header_that_is_none_is_refused(string header)
    {
        await using var trooper = await TrooperHost.Start();

        var headers = $"Host: localhost\r\n{header}Content-Length: {Body.Length}\r\nConnection: close\r\n";
        var answer = await Exchange(trooper, $"POST /v1/messages HTTP/1.1\r\n{headers}\r\n{Body}");

        Assert.StartsWith("HTTP/1.1 400", answer);
        await IsUnharmed(trooper);
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        await using var trooper = await TrooperHost.Start();

        var answer = await Exchange(trooper, $"POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nX-Long: {new string('x', 64 * 1024)}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 431", answer);
        await IsUnharmed(trooper);
    }

    private static async Task<string> Exchange(TrooperHost trooper, string bytes, bool hangUp = false)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        using var client = new TcpClient();
        await client.ConnectAsync(trooper.Url.Host, trooper.Url.Port, patience.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), patience.Token);
        if (hangUp)
            client.Client.Shutdown(SocketShutdown.Send);
        var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, patience.Token);
        }
        catch (IOException)
        {
            // Refused with some of the request unread, the connection may be reset behind the answer.
        }
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    private static async Task IsUnharmed(TrooperHost trooper)
    {
        Assert.Equal(0, (await trooper.Http.Get("/sessions")).Integer("count"));
        Assert.Empty(trooper.Claude.Requests);
        Assert.Empty(trooper.Log.Faults);
        Assert.Equal(200, (await trooper.Http.Say("please begin", "s")).Status);
    }
}
