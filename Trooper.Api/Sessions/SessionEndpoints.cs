using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Trooper.Api.Access;
using Trooper.Api.Errors;
using Trooper.Api.Operations.Audit;
using Trooper.Api.Turns;
using Trooper.Core.Access;
using Trooper.Core.Conversations;
using Trooper.Core.Recovery;
using Trooper.Core.Sessions;
using Trooper.Core.Sitrep;

namespace Trooper.Api.Sessions;

/// <summary>What can be asked of sessions, and done to them by hand.</summary>
internal static class SessionEndpoints
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 500;

    public static void MapSessions(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sessions", List);
        var session = app.MapGroup("/session/{id}").AddEndpointFilter(ValidId);
        session.MapGet("", Transcript);
        session.MapPost("/append", Append).WithMetadata(new RequestSizeLimitAttribute(RequestBody.MaxBytes));
        session.MapDelete("", Delete);
        session.MapGet("/ledger", Ledger);
        session.MapGet("/receipts", Receipts);
        session.MapGet("/events", SessionEvents.Stream);
        app.MapGet("/sitrep/{id}", Sitrep).AddEndpointFilter(ValidId);
        app.MapGet("/recovery/{id}", Recovery).AddEndpointFilter(ValidId);
    }

    private static async Task<IResult> List(HttpContext http, IJournal journal, CancellationToken cancellation, string? limit = null, string? cursor = null, string? q = null)
    {
        var count = DefaultLimit;
        if (limit is not null && (!int.TryParse(limit, out count) || count is < 1 or > LargestLimit))
            return Problems.Bad($"limit: '{limit}' is not accepted: a whole number from 1 to {LargestLimit}");
        try
        {
            var page = await journal.List(new(http.Caller().Team, count, cursor, q), cancellation);
            return TypedResults.Json(new SessionsView([.. page.Sessions.Select(SessionView.Of)], page.Sessions.Count, page.NextCursor), SessionViewJson.Default.SessionsView);
        }
        catch (FormatException)
        {
            return Problems.Bad("cursor: take it from next_cursor of an earlier page");
        }
    }

    private static async Task<IResult> Transcript(string id, HttpContext http, ISessions sessions, CancellationToken cancellation, string? after = null, string? limit = null, bool all = false)
    {
        if (!TryNumber(after, -1, out var from))
            return Problems.Bad($"after: '{after}' is not accepted: the index of a turn");
        if (!TryNumber(limit, 1, out var most))
            return Problems.Bad($"limit: '{limit}' is not accepted: a whole number from 1");
        if (await sessions.Get(http.Caller().Session(id)).Transcript(new(from, most, all), cancellation) is not { } turns)
            return Problems.UnknownSession(id);
        IReadOnlyList<TurnView> view = [.. turns.Select(turn => TurnView.Of(turn, all))];
        return TypedResults.Json(view, SessionViewJson.Default.IReadOnlyListTurnView);
    }

    private static async Task<IResult> Append(string id, HttpContext http, ISessions sessions, CancellationToken cancellation)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, default, cancellation);
            if (body.RootElement.ValueKind != JsonValueKind.Object || !body.RootElement.TryGetProperty("content", out _))
                return Problems.Bad("the body must be a JSON object with role and content");
            var message = MessageJson.Read(body.RootElement);
            if (message.Content.All(block => block is TextBlock { Text: var text } && string.IsNullOrWhiteSpace(text)))
                return Problems.Bad("content: a text or blocks are expected");
            var provider = body.RootElement.TryGetProperty("provider", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
            var index = await sessions.Get(http.Caller().Session(id)).Append(message, provider, cancellation);
            return TypedResults.Ok(new Dictionary<string, object> { ["session_id"] = id, ["index"] = index });
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return Problems.Bad(e is JsonException ? e.Message : "role: 'user' or 'assistant' is expected, and content: a string or an array of blocks");
        }
    }

    private static async Task<IResult> Delete(string id, HttpContext http, ISessions sessions, IAuditLog audit, CancellationToken cancellation)
    {
        if (!await sessions.Get(http.Caller().Session(id)).Delete(cancellation))
            return Problems.UnknownSession(id);
        await audit.Record(AdministrativeAct.Of(ActKind.SessionDeleted, http.Caller()) with { Subject = id });
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Ledger(string id, HttpContext http, ISessions sessions, CancellationToken cancellation) =>
        await sessions.Get(http.Caller().Session(id)).Ledger(cancellation) is { } turns
            ? TypedResults.Json(new LedgerView(turns), SessionViewJson.Default.LedgerView)
            : Problems.UnknownSession(id);

    private static async Task<IResult> Receipts(string id, HttpContext http, ISessions sessions, CancellationToken cancellation) =>
        await sessions.Get(http.Caller().Session(id)).Receipts(cancellation) is { } receipts
            ? TypedResults.Json(new ReceiptsView(receipts), SessionViewJson.Default.ReceiptsView)
            : Problems.UnknownSession(id);

    private static async Task<IResult> Sitrep(string id, HttpContext http, ISessions sessions, CancellationToken cancellation) =>
        await sessions.Get(http.Caller().Session(id)).Sitrep(cancellation) is { } report
            ? TypedResults.Json(report, SitrepJson.Report)
            : Problems.UnknownSession(id);

    private static async Task<IResult> Recovery(string id, HttpContext http, RecoveryTree tree, CancellationToken cancellation, string? format = null)
    {
        if (format is not (null or "json" or "prompt"))
            return Problems.Bad($"format: '{format}' is not accepted: json or prompt");
        if (await tree.Of(http.Caller().Session(id), cancellation) is not { } report)
            return Problems.UnknownSession(id);
        return format == "prompt" ? TypedResults.Text(RecoveryPrompt.Write(report)) : TypedResults.Json(report, RecoveryJson.Report);
    }

    private static bool TryNumber(string? text, int least, out int? number)
    {
        number = null;
        if (text is null)
            return true;
        if (!int.TryParse(text, out var parsed) || parsed < least)
            return false;
        number = parsed;
        return true;
    }

    private static async ValueTask<object?> ValidId(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.RouteValues["id"] is string id && SessionKey.IsValidId(id)
            ? await next(context)
            : Problems.Bad("a session id is 1 to 200 printable ASCII characters without '/'");
}
