using Trooper.Core.Conversations;

namespace Trooper.Core.Context;

/// <summary>The messages since the last step of the cut, at the end of them the latest exchange: verbatim as far as there is room.</summary>
internal sealed class Recent(IReadOnlyList<Turn> turns, Layout layout, Shares shares)
{
    /// <summary>In the latest exchange what is said outranks what tools print.</summary>
    private const float SaidWorth = 100;

    /// <summary>The messages within <paramref name="tokens"/>; more only where names, ids and marks alone exceed it.</summary>
    public IReadOnlyList<Message> Fit(int tokens)
    {
        Weigh();
        KeepAll();
        if (Cost(layout.Recent, turns.Count) <= tokens)
            return Assemble(layout.Recent, turns.Count);
        // What is older than the latest exchange gives way first, but keeps a part where that one is very long.
        Shorten(layout.Recent, layout.Latest, Math.Max(tokens - Cost(layout.Latest, turns.Count), tokens / 3));
        Shorten(layout.Latest, turns.Count, tokens - Cost(layout.Recent, layout.Latest));
        return Assemble(layout.Recent, turns.Count);
    }

    private void Weigh()
    {
        var terms = new TermIndex();
        foreach (var passage in turns.SelectMany(turn => turn.Passages))
            terms.Add(passage);
        var newestFirst = turns.Skip(layout.Recent).Reverse().SelectMany(turn => turn.Passages.Reverse()).ToArray();
        new LineWorth(terms).Weigh(newestFirst);
        foreach (var passage in newestFirst.Where(passage => passage.IsProse && passage.Position >= layout.Latest))
            passage.Favour(SaidWorth);
    }

    private void KeepAll()
    {
        foreach (var turn in turns.Skip(layout.Recent))
        {
            foreach (var call in turn.Calls)
                call.IsStructured = true;
            var isLatest = turn.Position >= layout.Latest;
            foreach (var part in turn.Parts)
                part.Keep(isLatest || part is not MediaPart);
            foreach (var prose in turn.Prose.Where(_ => !isLatest))
                prose.Passage.PinWithin(Layout.CapOf(turn, shares.LongProse));
        }
    }

    private void Shorten(int from, int to, int tokens)
    {
        if (Cost(from, to) <= tokens)
            return;
        var parts = turns.Take(to).Skip(from).SelectMany(turn => turn.Parts).ToArray();
        foreach (var part in parts.Where(part => part is MediaPart or ResultPart))
            part.Keep(all: false);
        if (from < layout.Latest)
            PinShort(parts);
        else
            CutWords(parts, tokens);
        new LineChoice(parts.SelectMany(part => part.Passages)).Fit(tokens, () => Cost(from, to));
    }

    /// <summary>Before the latest exchange a call keeps what is short of its arguments: it says what the call was for.</summary>
    private static void PinShort(Part[] parts)
    {
        foreach (var call in parts.OfType<CallPart>())
            call.PinShort();
    }

    /// <summary>The user's words have what they need, up to most of the room; beyond that each text is cut in its middle, all in proportion.</summary>
    private void CutWords(Part[] parts, int tokens)
    {
        var words = parts.OfType<ProsePart>().Select(prose => prose.Passage).Where(passage => passage.Voice == Voice.User).ToArray();
        foreach (var call in turns.Skip(layout.Latest).SelectMany(turn => turn.Calls))
            tokens -= TokenEstimator.CallOverhead + TokenEstimator.ResultOverhead + TokenEstimator.Cost(call.Name);
        var room = Math.Max(0, tokens - TokenEstimator.MessageOverhead * (turns.Count - layout.Latest)) * 9 / 10;
        var total = words.Sum(passage => passage.Tokens);
        foreach (var passage in words)
            passage.CutTo(total <= room ? (int)MathF.Ceiling(passage.Tokens) : (int)(room * passage.Tokens / total));
    }

    private int Cost(int from, int to) => Assemble(from, to).Sum(TokenEstimator.Cost);

    private IReadOnlyList<Message> Assemble(int from, int to)
    {
        var chain = new MessageChain();
        for (var i = from; i < to; i++)
            chain.Add(turns[i]);
        return chain.Messages;
    }
}
