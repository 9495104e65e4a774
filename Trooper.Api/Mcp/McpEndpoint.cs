using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Trooper.Api.Mcp;

/// <summary>
/// <c>POST /mcp</c>: the Model Context Protocol over streamable HTTP, by which an agent reads its own session. Each request stands by itself, so that any node
/// answers any of them.
/// </summary>
internal sealed class McpEndpoint(SessionTools tools, ILoggerFactory logs)
{
    private const int LargestRequest = 1024 * 1024;

    private static readonly JsonTypeInfo<JsonRpcMessage> MessageType = (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));
    private static readonly Implementation Self = new() { Name = "trooper", Title = "Trooper", Version = typeof(McpEndpoint).Assembly.GetName().Version!.ToString(3) };

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<CloudView>();
        services.AddSingleton<SessionTools>();
        services.AddSingleton<McpEndpoint>();
    }

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/mcp", (HttpContext http, McpEndpoint mcp) => mcp.Answer(http)).WithMetadata(new RequestSizeLimitAttribute(LargestRequest));

    private async Task Answer(HttpContext http)
    {
        if (!http.Request.HasJsonContentType())
        {
            await Refuse(http, StatusCodes.Status415UnsupportedMediaType, McpErrorCode.InvalidRequest, "the body must be application/json");
            return;
        }
        if (await Read(http) is not { } message)
            return;
        if (http.Request.Headers["MCP-Protocol-Version"].ToString() is { Length: > 0 } version)
            message.Context = new() { ProtocolVersion = version };

        await using var transport = new StreamableHttpServerTransport(logs) { Stateless = true };
        await using var server = McpServer.Create(transport, Options(http), logs);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        var running = server.RunAsync(over.Token);
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache, no-store";
        var answered = await transport.HandlePostRequestAsync(message, http.Response.Body, first => SetStatus(http.Response, first), http.RequestAborted);
        if (!answered && !http.Response.HasStarted)
        {
            http.Response.ContentType = null;
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        await transport.DisposeAsync();
        await over.CancelAsync();
        await running.ContinueWith(static _ => { }, TaskScheduler.Default); // it ends with its transport
    }

    // Null when the client has been told what is wrong.
    private static async ValueTask<JsonRpcMessage?> Read(HttpContext http)
    {
        try
        {
            if (await JsonSerializer.DeserializeAsync(http.Request.Body, MessageType, http.RequestAborted) is { } message)
                return message;
            await Refuse(http, StatusCodes.Status400BadRequest, McpErrorCode.InvalidRequest, "null is no message");
        }
        catch (BadHttpRequestException e)
        {
            await Refuse(http, e.StatusCode, McpErrorCode.InvalidRequest, e.Message);
        }
        catch (JsonException e)
        {
            await Refuse(http, StatusCodes.Status400BadRequest, McpErrorCode.ParseError, e.Message);
        }
        return null;
    }

    private McpServerOptions Options(HttpContext http) => new()
    {
        ServerInfo = Self,
        ServerInstructions = "Reads the sessions that Trooper keeps. Ask session_recovery after a crash or a lost context, and session_search for what is no longer in the context.",
        Capabilities = new() { Tools = new() },
        Handlers = new()
        {
            ListToolsHandler = static (_, _) => new(new ListToolsResult { Tools = [.. ToolList.All] }),
            CallToolHandler = (request, cancellation) => tools.Call(http, request.Params!, cancellation),
        },
    };

    // The newest revision of the protocol says some errors by status as well.
    private static ValueTask SetStatus(HttpResponse response, JsonRpcMessage? first)
    {
        if (!response.HasStarted && first is JsonRpcError { Error.Code: var code })
        {
            response.StatusCode = (McpErrorCode)code switch
            {
                McpErrorCode.UnsupportedProtocolVersion or McpErrorCode.HeaderMismatch or McpErrorCode.MissingRequiredClientCapability => StatusCodes.Status400BadRequest,
                McpErrorCode.MethodNotFound => StatusCodes.Status404NotFound,
                _ => StatusCodes.Status200OK,
            };
        }
        return ValueTask.CompletedTask;
    }

    private static Task Refuse(HttpContext http, int status, McpErrorCode code, string message)
    {
        var error = new JsonRpcError { Id = default, Error = new() { Code = (int)code, Message = message } };
        return TypedResults.Json(error, (JsonTypeInfo<JsonRpcError>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcError)), statusCode: status).ExecuteAsync(http);
    }
}
