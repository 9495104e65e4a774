using Trooper.Api.Access;
using Trooper.Api.Sessions;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Sessions;

namespace Trooper.Api.Turns;

/// <summary>Opens a turn in its session, which is sent only what it lacks: a hash for the history, and the messages behind the last answer.</summary>
internal sealed class TurnOpener(ISessions sessions, IJournal journal, SessionNaming naming)
{
    public async Task<OpenedTurn> Open(HttpContext http, ScannedRequest scanned, RouteQuestion question, TurnTrail trail, CancellationToken cancellation, bool preview = false)
    {
        var (key, name) = await naming.Find(http.Caller().Team, http.Request, scanned, cancellation);
        trail.SessionId = key.Id;
        var session = sessions.Get(key);
        var messages = scanned.Messages;
        var prefill = messages[^1].Role == Role.Assistant ? scanned.ReadMessage(messages.Count - 1) : null;
        var end = prefill is null ? messages.Count : messages.Count - 1;
        if (end == 0)
            throw RequestRejectedException.At("messages", "the first message must have the role 'user'");

        var from = scanned.Hints.PreviousResponseId is null ? messages.FindLastIndex(end - 1, message => message.Role == Role.Assistant) + 1 : 0;
        var branchesAfter = BranchHeader.Read(http.Request.Headers);
        var opened = await Begin(from);
        if (opened == TurnOpened.UnknownReply)
            throw SessionNaming.UnknownReply(scanned.Hints.PreviousResponseId!);
        if (opened == TurnOpened.UnknownMessage)
            throw RequestRejectedException.At(BranchHeader.Name, $"session '{key.Id}' has no message {branchesAfter}");
        if (opened == TurnOpened.UnknownHistory)
            opened = await Begin(await session.Align([.. messages.Take(from).Select(message => message.Chain)], cancellation));

        trail.Route = opened.Route;
        trail.TokensSaved = opened.TokensSaved;
        return new(key, session, opened, prefill);

        async ValueTask<TurnOpened> Begin(int known)
        {
            var fresh = new RecordedMessage[end - known];
            for (var at = 0; at < fresh.Length; at++)
                fresh[at] = MessageWeight.Record(scanned.ReadMessage(known + at), messages[known + at].Hash);
            var opening = new TurnOpening
            {
                Before = known == 0 ? ContentHash.None : messages[known - 1].Chain,
                PreviousReply = scanned.Hints.PreviousResponseId,
                After = branchesAfter,
                Messages = fresh,
                Route = question,
                Name = name,
                Model = scanned.Model,
                Prefill = prefill is null ? null : messages[^1].Chain,
                HoldsForeignSecret = await HoldsSecret(key, messages.Skip(known), cancellation),
            };
            return await (preview ? session.Preview(opening, cancellation) : session.Begin(opening, cancellation));
        }
    }

    private async ValueTask<bool> HoldsSecret(SessionKey key, IEnumerable<ScannedMessage> fresh, CancellationToken cancellation)
    {
        try
        {
            var owners = await journal.FindByLocalOnly(key.Team, [.. fresh.Select(message => message.Hash)], cancellation);
            return owners.Count > 0;
        }
        catch (JournalUnavailableException)
        {
            return true; // whether it does can't be told now: it may
        }
    }
}

/// <param name="Prefill">The beginning of the answer, which the client wrote itself.</param>
internal sealed record OpenedTurn(SessionKey Key, ISession Session, TurnOpened Opened, Message? Prefill);
