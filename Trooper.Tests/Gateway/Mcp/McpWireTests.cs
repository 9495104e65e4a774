using System.Net.Http.Headers;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Mcp;

/// <summary>The protocol's errors, as raw JSON-RPC.</summary>
public sealed class McpWireTests(McpWireTests.Running running) : IClassFixture<McpWireTests.Running>
{
    [Theory]
    [InlineData("{", 400, -32700)]
    [InlineData("null", 400, -32600)]
    [InlineData("[]", 400, -32700)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/eat"}""", 200, -32601)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"session_destroy"}}""", 200, -32602)]
    public async Task What_is_no_call_is_refused_by_its_code(string body, int status, int code)
    {
        var reply = await Post(body);

        Assert.Equal((status, code), (reply.Status, ErrorOf(reply)));
    }

    [Fact]
    public async Task A_call_needs_no_handshake_as_no_request_needs_another()
    {
        await running.Trooper.Http.Say("please go on", "s");

        var reply = await Post("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"session_sitrep","arguments":{"session_id":"s"}}}""");

        Assert.Equal(7, Assert.Single(reply.Events).Integer("id"));
    }

    [Fact]
    public async Task A_notification_is_accepted_without_a_word()
    {
        var reply = await Post("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");

        Assert.Equal((202, ""), (reply.Status, reply.Body));
    }

    [Fact]
    public async Task What_is_no_JSON_and_no_post_is_refused()
    {
        var http = running.Trooper.Http;

        Assert.Equal(415, (await http.Send(HttpMethod.Post, "/mcp", new StringContent("hello"))).Status);
        Assert.Equal(405, (await http.Send(HttpMethod.Get, "/mcp")).Status);
        Assert.Equal(405, (await http.Send(HttpMethod.Delete, "/mcp")).Status);
        Assert.Equal(413, (await Post($$"""{"jsonrpc":"2.0","id":1,"method":"{{new string('x', 1024 * 1024)}}"}""")).Status);
    }

    [Fact]
    public async Task A_page_of_another_site_can_not_ask() =>
        Assert.Equal(403, (await Post("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", ("Origin", "https://evil.example"))).Status);

    private Task<TrooperReply> Post(string body, params (string Name, string Value)[] headers) => running.Trooper.Http.Send(
        HttpMethod.Post, "/mcp", new StringContent(body, MediaTypeHeaderValue.Parse("application/json")), [.. headers, ("Accept", "application/json, text/event-stream")]);

    private static int? ErrorOf(TrooperReply reply) => (reply.IsStream ? Assert.Single(reply.Events) : reply.Json).Field("error").Integer("code");

    public sealed class Running : IAsyncLifetime
    {
        internal TrooperHost Trooper { get; private set; } = null!;

        public async Task InitializeAsync() => Trooper = await TrooperHost.Start();

        public Task DisposeAsync() => Trooper.DisposeAsync().AsTask();
    }
}
