using Trooper.Core.Conversations;

namespace Trooper.Core.Context;

/// <summary>The messages since the last step of the cut, at the end of them the latest exchange: verbatim as far as there is room.</summary>
internal sealed class Recent(IReadOnlyList<Turn> turns, Layout layout, Shares shares)
{
    private const int Attempts = 6;

    /// <summary>What is said outranks what tools print, and the user's words outrank all.</summary>
    private const float UsersWords = 1_000;
    private const float ModelsWords = 100;

    /// <summary>How far tool texts before the latest exchange are cut, as multiples of <see cref="Shares.RecentTraffic"/>.</summary>
    private static readonly float[] Caps = [float.PositiveInfinity, 4, 2, 1, 0.5f, 0.25f, 0.1f, 0];

    /// <summary>The messages within <paramref name="tokens"/>; more only where names, ids and marks alone exceed it.</summary>
    public IReadOnlyList<Message> Fit(int tokens)
    {
        Weigh();
        KeepAll();
        var latest = Cost(layout.Latest, turns.Count);
        // Before the latest exchange is touched, what is older than it gives way, down to its cap.
        foreach (var cap in Caps)
        {
            Cap(cap * shares.RecentTraffic);
            if (Cost(layout.Recent, layout.Latest) + latest <= tokens)
                return Assemble(layout.Recent, turns.Count);
            if (cap <= 1 && latest > tokens / 2)
                break;
        }
        ShortenLatest(tokens - Cost(layout.Recent, layout.Latest));
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
            passage.Favour(passage.Voice == Voice.User ? UsersWords : ModelsWords);
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
            foreach (var prose in turn.Prose.Where(prose => !isLatest && prose.Passage.Tokens > shares.LongProse))
                new LineChoice([prose.Passage]).Keep(shares.LongProse);
        }
    }

    private void Cap(float tokens)
    {
        foreach (var turn in turns.Take(layout.Latest).Skip(layout.Recent))
        {
            foreach (var part in turn.Parts.Where(part => part is CallPart or ResultPart))
            {
                var isLong = part.Passages.Sum(passage => passage.Tokens) > tokens;
                part.Keep(!isLong);
                if (isLong)
                    new LineChoice(part.Passages).Keep(tokens);
            }
        }
    }

    private void ShortenLatest(int tokens)
    {
        var latest = turns.Skip(layout.Latest).ToArray();
        if (Cost(layout.Latest, turns.Count) <= tokens)
            return;
        foreach (var media in latest.SelectMany(turn => turn.Parts).Where(part => part is MediaPart or ResultPart))
            media.Keep(all: false);
        var choice = new LineChoice(latest.SelectMany(turn => turn.Passages));
        var (fill, best) = ((float)tokens, 0f);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            choice.Keep(fill);
            var spare = tokens - Cost(layout.Latest, turns.Count);
            if (spare >= 0)
                best = Math.Max(best, fill);
            fill += spare;
        }
        choice.Keep(best);
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
