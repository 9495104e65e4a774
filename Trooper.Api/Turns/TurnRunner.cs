using Trooper.Api.Access;
using Trooper.Api.Dialects;
using Trooper.Api.Limits;
using Trooper.Api.Operations;
using Trooper.Api.Providers;
using Trooper.Api.Telemetry;
using Trooper.Api.Usage;
using Trooper.Core.Classifier;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Sessions;

namespace Trooper.Api.Turns;

/// <summary>
/// The life of one turn.
/// </summary>
/// <remarks>
/// 1. At the door (<see cref="TurnDoor"/>): see that the caller's limits allow it; read the body once, and scan it.
/// 2. Find the session, and open the turn there: it aligns the history, decides the route, and records what is new while the rest goes on.
/// 3. Walk the chain; the answer flows to the client as it comes, all but its end.
/// 4. Complete the turn in the session: it is durable now.
/// 5. Give the client its last byte.
/// </remarks>
internal sealed class TurnRunner(
    CallerOptions current,
    TurnOpener opener,
    ChainWalker walker,
    LocalModels localModels,
    TurnActivity activity,
    UsageMeter meter,
    TurnTelemetry telemetry,
    TimeProvider time,
    ILogger<TurnRunner> log)
{
    public async Task Run(HttpContext http, IClientDialect dialect, ScannedRequest scanned, TurnTrail trail, Admission admission)
    {
        var options = current.For(http.Caller());
        var question = new RouteQuestion(
            options.HasLocal ? scanned.Wish : scanned.Wish & ~RouteWish.PreferLocal,
            options.HasLocal ? Classify(scanned) : new(false, "no local model"),
            NamesLocalModel: options.HasLocal && scanned.Model is { } model && !options.Chain.Any(provider => provider.HasFamilyName(model)) && await localModels.Has(model, http.RequestAborted),
            options.HasCloud)
        {
            IsOverLimit = admission.Over is not null,
        };
        trail.Limit = admission.Over?.Name;
        var opening = await opener.Open(http, scanned, question, trail, http.RequestAborted);
        var turn = new TurnRequest
        {
            Http = http,
            Options = options,
            Dialect = dialect,
            Scanned = scanned,
            SessionId = opening.Key.Id,
            Session = opening.Session,
            Opened = opening.Opened,
            NamesLocalModel = question.NamesLocalModel,
            Chain = ChainOrder.For(options, opening.Opened.Route, scanned.Model),
            Prefill = opening.Prefill,
        };
        using var underWay = activity.Begin(opening.Key);
        using var span = telemetry.Begin(turn, trail);
        using var scope = log.BeginScope(new TurnScope(turn));
        var reply = new ReplyInProgress(turn);
        using var client = scanned.Stream ? new ClientStream(http) : null;
        var ending = new TurnEnding(turn, trail, reply, client, time, log);
        Answer? answer = null;
        try
        {
            answer = await walker.Walk(turn, trail, reply, client);
            await ending.Finish(answer);
        }
        catch (Exception e)
        {
            answer = http.RequestAborted.IsCancellationRequested ? Answer.Gone : null;
            if (!await ending.Abandon(e))
                throw;
        }
        finally
        {
            admission.Spend(meter.Count(http.Caller(), options.Prices, reply.Spendings(ending.Usage)));
            telemetry.Ended(turn, trail, answer, span);
        }
    }

    private static Classification Classify(ScannedRequest scanned)
    {
        var newest = scanned.Messages[^1];
        if (newest.Role != Role.User || newest.Traits != MessageTraits.None)
            return new(false, "not-text");
        return scanned.CarriesTools || scanned.WantsSchema ? new(false, "tools") : TurnClassifier.Classify(scanned.ReadMessage(scanned.Messages.Count - 1), carriesTools: false);
    }
}
