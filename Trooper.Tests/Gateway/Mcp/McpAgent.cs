using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Mcp;

/// <summary>An agent that asks for its session by the protocol's official client.</summary>
internal sealed class McpAgent(McpClient client) : IAsyncDisposable
{
    public McpClient Client => client;

    public static async Task<McpAgent> Connect(TrooperHost trooper, params (string Name, string Value)[] headers) => new(await McpClient.CreateAsync(new HttpClientTransport(new()
    {
        Endpoint = new(trooper.Url, "/mcp"),
        TransportMode = HttpTransportMode.StreamableHttp,
        AdditionalHeaders = headers.ToDictionary(header => header.Name, header => header.Value),
    })));

    /// <summary>What a tool answers, as JSON.</summary>
    public async Task<JsonElement> Ask(string tool, params (string Name, object? Value)[] arguments)
    {
        var result = await Call(tool, arguments);
        Assert.True(result.IsError is not true, TextOf(result));
        return result.StructuredContent!.Value;
    }

    /// <summary>What a tool says is wrong.</summary>
    public async Task<string> Fail(string tool, params (string Name, object? Value)[] arguments)
    {
        var result = await Call(tool, arguments);
        Assert.True(result.IsError, TextOf(result));
        return TextOf(result);
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private ValueTask<CallToolResult> Call(string tool, (string Name, object? Value)[] arguments) =>
        client.CallToolAsync(tool, arguments.ToDictionary(argument => argument.Name, argument => argument.Value));

    private static string TextOf(CallToolResult result) => string.Concat(result.Content.OfType<TextContentBlock>().Select(block => block.Text));
}
