using System.Collections;
using Trooper.Core.Context;
using Trooper.Core.Conversations;
using Trooper.Core.Privacy;

namespace Trooper.Core.Sessions;

/// <summary>Builds a turn's context: chooses what to read, reads it, puts placeholders for what the audience must not see, and makes it fit.</summary>
internal sealed class ContextReader(Session session, IJournal journal, IReadOnlyDictionary<int, IReadOnlyList<RecordedMessage>> fresh)
{
    private const int BudgetSteps = 16;

    public async ValueTask<(SessionContext Context, Receipt Receipt)> Build(ContextDemand demand, DateTimeOffset at, CancellationToken cancellation)
    {
        var path = session.Tree.PathTo(LastMessageOf(demand.Turn));
        var budget = BudgetOf(demand);
        var chosen = ContextPlan.Choose(new Outlines(session.Tree, path, demand.Audience), budget);
        var indexes = new int[chosen.Count];
        for (var place = 0; place < indexes.Length; place++)
            indexes[place] = path[chosen[place]];

        var withheld = new List<int>();
        var messages = await Load(demand, indexes, withheld, cancellation);
        var sitrep = session.Insight.ReportFor(demand.Audience);
        var compacted = Compactor.Compact(new(messages, path.Count, sitrep, demand.System, demand.Tools, budget));
        var receipt = new Receipt(
            at,
            demand.Provider,
            budget,
            Math.Max(compacted.TokensBefore, path == session.Tree.Live ? (int)session.Tree.LiveTokens : 0), // what was not loaded counts too
            compacted.TokensAfter,
            [.. compacted.Verbatim.Except(withheld)],
            compacted.Folded,
            withheld);
        return (new(compacted, withheld, demand.Audience == Audience.Local && HoldsLocalOnly(path)), receipt);
    }

    // In steps: a budget that moved a little with every report would move the context's cut, too, and no two turns would share their beginning.
    private int BudgetOf(ContextDemand demand)
    {
        var budget = demand.Model is null ? demand.Budget : session.Calibration.BudgetFor(demand.Model, demand.Budget);
        return budget == demand.Budget ? budget : budget - (budget % Math.Max(1, demand.Budget / BudgetSteps));
    }

    // The SITREP tells of the live conversation, wherever the turn stands.
    private bool HoldsLocalOnly(IReadOnlyList<int> path) =>
        session.HoldsLocalOnly && path.Concat(session.Tree.Live).Any(index => session.Tree[index].Locality == Locality.LocalOnly);

    private int LastMessageOf(int turn) => session.OpenTurn(turn)?.Last ?? session.Tree.Head;

    private async ValueTask<List<IndexedMessage>> Load(ContextDemand demand, int[] indexes, List<int> withheld, CancellationToken cancellation)
    {
        var known = Fresh(demand.Turn);
        var inJournal = Array.FindAll(indexes, index => !known.ContainsKey(index));
        await foreach (var read in new MessageReader(session, journal).Read(inJournal, cancellation))
            known[read.Index] = read.Message;

        var messages = new List<IndexedMessage>(indexes.Length);
        foreach (var index in indexes)
        {
            if (!known.TryGetValue(index, out var recorded))
                throw new InvalidDataException($"session {session.Key}: message {index} is not in the journal");
            if (demand.Audience == Audience.Cloud && recorded.Locality == Locality.LocalOnly)
            {
                withheld.Add(index);
                messages.Add(new(index, Placeholder.For(recorded.Message.Role)));
            }
            else
            {
                messages.Add(new(index, recorded.Message));
            }
        }
        return messages;
    }

    // The turn's own messages may not be in the journal yet, nor those of turns beside it.
    private Dictionary<int, RecordedMessage> Fresh(int turn)
    {
        var known = new Dictionary<int, RecordedMessage>();
        foreach (var (open, messages) in fresh)
        {
            if (open > turn || session.OpenTurn(open) is not { } began)
                continue;
            var index = began.Last;
            for (var place = messages.Count - 1; place >= 0; place--, index = session.Tree[index].Parent)
                known[index] = messages[place];
        }
        return known;
    }

    /// <summary>What is known of the path's messages without reading them; made on demand, as a plan looks only at the ends.</summary>
    private sealed class Outlines(MessageTree tree, IReadOnlyList<int> path, Audience audience) : IReadOnlyList<MessageOutline>
    {
        public int Count => path.Count;

        public MessageOutline this[int position]
        {
            get
            {
                var node = tree[path[position]];
                var isHidden = audience == Audience.Cloud && node.Locality == Locality.LocalOnly;
                return new(path[position], node.Role != Role.Assistant, isHidden ? Placeholder.Tokens : node.Tokens, isHidden ? Placeholder.Tokens : node.Prose);
            }
        }

        public IEnumerator<MessageOutline> GetEnumerator()
        {
            for (var position = 0; position < Count; position++)
                yield return this[position];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
