using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Trooper.Api.Access;
using Trooper.Core.Recovery;
using Trooper.Core.Sessions;
using Trooper.Core.Sitrep;

namespace Trooper.Api.Mcp;

/// <summary>Runs a tool for an agent, on the sessions of its team.</summary>
internal sealed class SessionTools(CloudView view)
{
    private const int DefaultLimit = 10;
    private const int LargestLimit = 50;

    /// <summary>The headers by which agents name their session, as on <c>/v1</c>.</summary>
    private static readonly string[] SessionHeaders = ["X-Session-ID", "x-claude-code-session-id", "session-id", "session_id", "thread-id"];

    /// <exception cref="McpProtocolException">There is no such tool.</exception>
    public async ValueTask<CallToolResult> Call(HttpContext http, CallToolRequestParams call, CancellationToken cancellation)
    {
        if (!ToolList.All.Any(tool => tool.Name == call.Name))
            throw new McpProtocolException($"there is no tool '{call.Name}'", McpErrorCode.InvalidParams);
        var arguments = new Arguments(call.Arguments);
        try
        {
            var id = arguments.Text("session_id") ?? SessionHeaders.Select(name => http.Request.Headers[name].ToString()).FirstOrDefault(named => named.Length > 0)
                ?? throw new ArgumentException("which session? Give session_id, or name it in the X-Session-ID header");
            if (!SessionKey.IsValidId(id))
                throw new ArgumentException("session_id: 1 to 200 printable ASCII characters without '/' are expected");
            return await Answer(call.Name, http.Caller().Session(id), arguments, cancellation) ?? Failed($"there is no session '{id}'");
        }
        catch (Exception e) when (e is ArgumentException or JournalUnavailableException)
        {
            return Failed(e.Message);
        }
    }

    private async ValueTask<CallToolResult?> Answer(string tool, SessionKey key, Arguments arguments, CancellationToken cancellation) => tool switch
    {
        ToolList.Sitrep => await view.Sitrep(key, cancellation) is { } report ? Result(report, SitrepJson.Report) : null,
        ToolList.Recovery => await view.Recovery(key, cancellation) is { } report ? Result(report, RecoveryJson.Report) : null,
        ToolList.Steps => await view.Recovery(key, cancellation) is { } report ? Result(StepsView.Of(report), McpJson.Default.StepsView) : null,
        _ => await view.Turns(key, cancellation) is { } turns ? Search(turns, arguments) : null,
    };

    private static CallToolResult Search(IReadOnlyList<TranscriptTurn> turns, Arguments arguments)
    {
        if (arguments.Number("index") is { } index)
        {
            var turn = turns.FirstOrDefault(turn => turn.Index == index) ?? throw new ArgumentException($"index: the session has no turn {index}");
            return Result(SessionSearch.Fetch(turn, arguments.Number("offset") ?? 0), McpJson.Default.WholeTurn);
        }
        if (arguments.Text("query") is not { } query || string.IsNullOrWhiteSpace(query))
            throw new ArgumentException("give query, the words to look for, or index, the turn to get back");
        var limit = Math.Clamp(arguments.Number("limit") ?? DefaultLimit, 1, LargestLimit);
        return Result(SessionSearch.Find(turns, query, limit), McpJson.Default.FoundTurns);
    }

    private static CallToolResult Result<T>(T value, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToElement(value, type);
        return new() { Content = [new TextContentBlock { Text = json.GetRawText() }], StructuredContent = json };
    }

    // For the model to read and do better: not the protocol's error.
    private static CallToolResult Failed(string reason) => new() { IsError = true, Content = [new TextContentBlock { Text = reason }] };

    private readonly struct Arguments(IDictionary<string, JsonElement>? given)
    {
        public string? Text(string name) => Value(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            _ => throw new ArgumentException($"{name}: a string is expected"),
        };

        public int? Number(string name) => Value(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var whole) && whole >= 0 => whole,
            _ => throw new ArgumentException($"{name}: a whole number from 0 is expected"),
        };

        private JsonElement? Value(string name) => given is not null && given.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
