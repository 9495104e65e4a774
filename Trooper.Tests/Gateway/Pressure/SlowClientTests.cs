using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Pressure;

/// <summary>Clients that take their time: with their request, or with the answer.</summary>
public sealed class SlowClientTests
{
    private static readonly MinDataRate Impatient = new(bytesPerSecond: 500, gracePeriod: TimeSpan.FromSeconds(1.5));

    [Fact]
    public async Task Who_trickles_a_request_is_told_that_it_took_too_long()
    {
        await using var trooper = await Start(limits => limits.MinRequestBodyDataRate = Impatient);
        using var client = await Connect(trooper);
        await Write(client, "POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"mo");

        var answer = await ReadToEnd(client);

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("came too slowly", answer);
        Assert.Empty(trooper.Claude.Requests);
    }

    [Fact]
    public async Task Who_never_ends_its_headers_is_let_go()
    {
        await using var trooper = await Start(limits => limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1));
        using var client = await Connect(trooper);
        await Write(client, "POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nX-So-On: ");

        Assert.StartsWith("HTTP/1.1 408", await ReadToEnd(client), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, 10)]
    [InlineData(2, 40_000)]
    public async Task Headers_that_are_too_many_or_too_large_are_refused(int count, int length)
    {
        await using var trooper = await Start(_ => { });
        using var client = await Connect(trooper);
        await Write(client, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + string.Concat(Enumerable.Range(0, count).Select(number => $"X-{number}: {new string('x', length)}\r\n")) + "\r\n");

        Assert.StartsWith("HTTP/1.1 431", await ReadToEnd(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_who_stops_reading_the_provider_waits_until_it_is_let_go()
    {
        await using var trooper = await Start(limits => limits.MinResponseDataRate = new(bytesPerSecond: 50_000_000, gracePeriod: TimeSpan.FromSeconds(1.5)));
        trooper.Claude.Script(Long);
        using var client = await Connect(trooper, receiveBuffer: 4096);
        await WriteRequest(client);
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (trooper.Claude.Requests.Count == 0)
            await Task.Delay(20, patience.Token);

        var outcome = await trooper.Claude.Requests.Single().Ended;

        // All of it would be 64 MB: who reads on without being read from has told the provider to its end.
        Assert.Equal(Outcome.Aborted, outcome);
        await UntilPartial(trooper);
    }

    [Fact]
    public async Task Who_reads_slowly_gets_all_of_it()
    {
        await using var trooper = await Start(_ => { });
        trooper.Claude.Script(Behave.Says([.. Enumerable.Repeat(new string('x', 2000), 100)]));
        using var client = await Connect(trooper, receiveBuffer: 4096);
        await WriteRequest(client);

        var answer = new StringBuilder();
        var buffer = new byte[8 * 1024];
        while (!answer.ToString().Contains("message_stop", StringComparison.Ordinal))
        {
            var read = await client.GetStream().ReadAsync(buffer);
            Assert.True(read > 0);
            answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
            await Task.Delay(20);
        }

        Assert.Equal(Outcome.Answered, await trooper.Claude.Requests.Single().Ended);
    }

    private static Behaviour Long => Behave.Says([.. Enumerable.Repeat(new string('x', 16 * 1024), 4000)]);

    private static Task<TrooperHost> Start(Action<KestrelServerLimits> change) =>
        TrooperHost.StartBuilt(builder => builder.WebHost.ConfigureKestrel(kestrel => change(kestrel.Limits)));

    private static async Task<TcpClient> Connect(TrooperHost trooper, int? receiveBuffer = null)
    {
        var client = new TcpClient();
        if (receiveBuffer is { } size)
            client.ReceiveBufferSize = size;
        await client.ConnectAsync(trooper.Url.Host, trooper.Url.Port);
        return client;
    }

    private static Task WriteRequest(TcpClient client)
    {
        var body = WireJson.Write(Talk.Request([Talk.User("please go on")], stream: true));
        return Write(client, $"POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Session-ID: s\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    private static Task Write(TcpClient client, string text) => client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

    private static async Task<string> ReadToEnd(TcpClient client)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(patience.Token);
    }

    // What came by then is kept.
    private static async Task UntilPartial(TrooperHost trooper)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        while ((await trooper.Http.Get("/session/s")).Items().Last().Field("partial").ValueKind != JsonValueKind.True)
            await Task.Delay(20, patience.Token);
    }
}
