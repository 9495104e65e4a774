using Trooper.Core.Conversations;
using Trooper.Core.Sitrep;

namespace Trooper.Core.Context;

/// <summary>The part of a context that stays the same while the conversation grows: the anchor, the SITREP, and the older messages of the tail.</summary>
internal sealed class Settled(IReadOnlyList<Turn> turns, Layout layout, SitrepReport report)
{

    private readonly int _tailIndex = layout.Tail < turns.Count ? turns[layout.Tail].Index : 0;

    /// <summary>The messages, at a cost of at most <paramref name="tokens"/> where prose and names alone don't exceed it.</summary>
    public IReadOnlyList<Message> Fit(int tokens)
    {
        var older = turns.Take(layout.Recent).ToArray();
        Weigh(older);
        foreach (var turn in older)
            KeepProse(turn);
        new LineChoice(older.SelectMany(turn => turn.Passages)).Fit(tokens, () => Assemble().Sum(TokenEstimator.Cost));
        return Assemble();
    }

    private void Weigh(Turn[] older)
    {
        var terms = new TermIndex();
        foreach (var passage in older.SelectMany(turn => turn.Passages))
            terms.Add(passage);
        new LineWorth(terms).Weigh(older.Reverse().SelectMany(turn => turn.Passages.Reverse()));
    }

    private void KeepProse(Turn turn)
    {
        foreach (var call in turn.Calls)
        {
            call.IsStructured = turn.Position < layout.Anchor || turn.Position >= layout.Structured;
            if (call.IsStructured)
                call.PinShort();
        }
        if (layout.IsFolded(turn))
            return;
        foreach (var prose in turn.Prose)
            prose.Passage.PinWithin(Layout.CapOf(turn, layout.ProseCap));
    }

    private IReadOnlyList<Message> Assemble()
    {
        var chain = new MessageChain();
        var noted = false;
        for (var i = 0; i <= layout.Recent; i++)
        {
            if (!noted && (i == layout.Anchor || i == layout.Recent || !StartsWithUser))
            {
                chain.AddAlone(SitrepNote.Compose(report, Facts(), FoldedRange()));
                noted = true;
            }
            if (i < layout.Recent && !layout.IsFolded(turns[i]))
                chain.Add(turns[i]);
        }
        return chain.Messages;
    }

    /// <summary>A context must begin with the user's role; where the conversation doesn't, the SITREP does.</summary>
    private bool StartsWithUser => turns.FirstOrDefault(turn => turn.Role != Role.System) is { Role: Role.User };

    private string FoldedRange()
    {
        var first = layout.Anchor == 0 ? 0 : turns[layout.Anchor - 1].Index + 1;
        return first < _tailIndex ? $"{first}-{_tailIndex - 1}" : "";
    }

    private List<Fact> Facts()
    {
        var facts = new List<Fact>();
        foreach (var turn in turns.Take(layout.Recent).Skip(layout.Anchor))
        {
            if (layout.IsFolded(turn))
                Note(facts, turn.Index, MessageJson.NameOf(turn.Role), turn.Prose.SelectMany(prose => prose.Passages));
            foreach (var call in turn.Calls.Where(call => !call.IsStructured))
                Note(facts, turn.Index, call.Name, [.. call.Passages.Where(passage => !passage.IsPinned), .. call.Result?.Passages ?? []]);
        }
        return facts;
    }

    private static void Note(List<Fact> facts, int index, string source, IEnumerable<Passage> passages)
    {
        var lines = passages.SelectMany(passage => passage.KeptLines()).ToList();
        if (lines.Count == 0)
            return;
        if (facts is [.., { } last] && last.Index == index && last.Source == source)
            facts[^1] = last with { Lines = [.. last.Lines, .. lines] };
        else
            facts.Add(new Fact(index, source, lines));
    }
}
