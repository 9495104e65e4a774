using Trooper.Core.Conversations;
using Trooper.Core.Recovery;

namespace Trooper.Core.Sessions;

/// <summary>What can be asked of a session. Lists are read from the journal: they are not kept in memory.</summary>
public sealed partial class SessionActor
{
    public async ValueTask<IReadOnlyList<TranscriptTurn>?> Transcript(TranscriptQuery query, CancellationToken cancellation)
    {
        await Settle(cancellation);
        if (!session.IsOpened)
            return null;
        var tree = session.Tree;
        var indexes = (query.All ? Enumerable.Range(0, tree.Count) : tree.Live)
            .Where(index => query.After is not { } after || index > after)
            .Take(query.Limit ?? int.MaxValue)
            .ToList();
        var turns = new List<TranscriptTurn>(indexes.Count);
        await foreach (var message in new MessageReader(session, journal).Read(indexes, cancellation))
            turns.Add(ToTurn(message, tree));
        return turns;
    }

    public async ValueTask<IReadOnlyDictionary<string, Block>> Items(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        await Settle(cancellation);
        var found = ids.Distinct().Select(id => (Id: id, At: session.Replies.FindItem(id))).Where(item => item.At is not null).ToLookup(item => item.At!.Value.Message);
        var items = new Dictionary<string, Block>();
        await foreach (var (index, message, _) in new MessageReader(session, journal).Read([.. found.Select(group => group.Key).Order()], cancellation))
        {
            var shown = message.Message.Content.Where(block => block is TextBlock or ThinkingBlock or ToolCallBlock).ToList();
            foreach (var (id, at) in found[index].Where(item => item.At!.Value.Place < shown.Count))
                items[id] = shown[at!.Value.Place];
        }
        return items;
    }

    public async ValueTask<IReadOnlyList<LedgerTurn>?> Ledger(CancellationToken cancellation)
    {
        await Settle(cancellation);
        if (!session.IsOpened)
            return null;
        var ledger = new Privacy.Ledger(session.Tree);
        await foreach (var recorded in journal.Read(key, cancellation: cancellation))
            ledger.Add(recorded.Event);
        return ledger.Turns();
    }

    public async ValueTask<IReadOnlyList<Receipt>?> Receipts(CancellationToken cancellation)
    {
        await Settle(cancellation);
        if (!session.IsOpened)
            return null;
        var receipts = new List<Receipt>();
        await foreach (var recorded in journal.Read(key, cancellation: cancellation))
        {
            if (recorded.Event is HandedOver handedOver)
                receipts.Add(handedOver.Receipt);
        }
        return receipts;
    }

    public async ValueTask<RecoveryReport?> Recovery(CancellationToken cancellation)
    {
        await Settle(cancellation);
        await CatchUp(cancellation);
        if (!session.IsOpened)
            return null;
        var inFlight = session.InFlight is { } turn
            ? new InFlightTurn(turn.Began.Turn, turn.Began.At, null, turn.Began.Messages is [.., var asked] ? asked.Message.Text : null)
            : null;
        return RecoveryReport.Of(new(key.Id, inFlight, session.LastError), session.Insight.Full, []);
    }

    private async ValueTask Settle(CancellationToken cancellation)
    {
        await Activate(cancellation);
        await Durably();
    }

    private static TranscriptTurn ToTurn(JournalMessage read, MessageTree tree)
    {
        var (provider, model, partial) = read.Event switch
        {
            TurnCompleted completed => (completed.Provider, completed.Model, completed.Partial),
            MessageAppended appended => (appended.Provider, null, false),
            _ => (null, null, false),
        };
        return new(
            read.Index,
            read.Message.Message,
            provider,
            model,
            read.Message.Locality,
            read.At,
            read.Message.Tokens,
            partial,
            Superseded: !tree.IsLive(read.Index));
    }
}
