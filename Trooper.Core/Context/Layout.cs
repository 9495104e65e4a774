using Trooper.Core.Conversations;

namespace Trooper.Core.Context;

/// <summary>
/// Where the parts of a context begin, as positions among the turns. From the first turn to <see cref="Anchor"/> is the beginning; up to <see cref="Tail"/> all is
/// folded into the SITREP; from there on prose stays, and from <see cref="Structured"/> on calls and results stay as such. Before <see cref="Recent"/> nothing
/// depends on what comes after, so that it stays the same while the conversation grows. <see cref="Latest"/> is the latest exchange. What the user asked for
/// last, <see cref="Request"/>, is never folded, however long ago that was.
/// </summary>
internal readonly record struct Layout(int Anchor, int Tail, int Structured, int Recent, int Latest, int Request, int ProseCap, int Settled)
{
    /// <summary>A call and its result, shortened, take about this much beside the names.</summary>
    private const int ShortPair = 80;

    public static Layout Of(IReadOnlyList<Turn> turns, Shares shares, int report)
    {
        var latest = LatestExchange(turns);
        var anchor = Math.Min(latest, AnchorEnd(turns));
        var (recent, beyond) = RecentStart(turns, shares, anchor, latest);
        var settled = Math.Min(shares.Settled + beyond, shares.Room - Math.Max(shares.Room * 15 / 100, NewWords(turns, latest, shares)));
        var left = settled - report;
        for (var i = 0; i < anchor; i++)
            left -= PairCost(turns[i]);
        var cap = ProseCapOf(turns, shares, recent, left);
        for (var i = 0; i < anchor; i++)
            left -= ProseCost(turns[i], cap);
        var request = recent - 1;
        while (request >= anchor && !(turns[request].Role == Role.User && turns[request].HasProse))
            request--;
        if (request >= anchor)
            left -= ProseCost(turns[request], cap);
        var tail = TailStart(turns, cap, anchor, recent, left);
        for (var i = tail; i < recent; i++)
            left -= ProseCost(turns[i], cap);
        return new Layout(anchor, tail, StructuredStart(turns, tail, recent, left), recent, latest, request, cap, settled);
    }

    /// <summary>The layout of a context that has no room for anything but the latest exchange.</summary>
    public Layout ToLatestOnly() => new(0, Latest, Latest, Latest, Latest, -1, ProseCap, 0);

    public bool IsFolded(Turn turn) => turn.Position >= Anchor && turn.Position < Tail && turn.Position != Request;

    /// <summary>The session indexes of the turns that go as they are.</summary>
    public IReadOnlyList<int> Verbatim(IReadOnlyList<Turn> turns)
    {
        var layout = this;
        return [.. turns.Where(turn => !layout.IsFolded(turn) && turn.IsWhole).Select(turn => turn.Index)];
    }

    /// <summary>The last user messages, and the assistant's where they answer its calls.</summary>
    private static int LatestExchange(IReadOnlyList<Turn> turns)
    {
        var start = turns.Count - 1;
        while (start > 0 && turns[start].Role != Role.User)
            start--;
        while (start > 0 && turns[start - 1].Role != Role.Assistant)
            start--;
        return BeforeItsCalls(turns, Math.Max(0, start));
    }

    private static int BeforeItsCalls(IReadOnlyList<Turn> turns, int position)
    {
        while (position > 0 && turns[position].Results.Any())
            position--;
        return position;
    }

    /// <summary>What the user said last takes up to half of the room, whatever the shares.</summary>
    private static int NewWords(IReadOnlyList<Turn> turns, int latest, Shares shares)
    {
        var words = turns.Skip(latest).Where(turn => turn.Role == Role.User).Sum(turn => ProseCost(turn, shares.Room));
        return Math.Min(shares.Room / 2, words * 5 / 4);
    }

    /// <summary>The first two turns, with the results of what was called in them.</summary>
    private static int AnchorEnd(IReadOnlyList<Turn> turns)
    {
        var end = Math.Min(ContextPlan.AnchorMessages, turns.Count);
        while (end < turns.Count && turns[end].Results.Any())
            end++;
        return end;
    }

    /// <summary>Where the recent messages begin, and how far that is beyond the cut: so much less than their share they will ever take.</summary>
    private static (int Start, int Beyond) RecentStart(IReadOnlyList<Turn> turns, Shares shares, int anchor, int latest)
    {
        var excess = turns.Sum(turn => CappedCost(turn, shares)) - shares.Recent;
        var cut = Math.Max(0, (excess + shares.Step - 1) / shares.Step * shares.Step);
        var passed = 0;
        var start = 0;
        while (start < latest && (start < anchor || passed < cut || turns[start].Results.Any()))
            passed += CappedCost(turns[start++], shares);
        return (start, Math.Max(0, passed - cut));
    }

    /// <summary>The largest length for prose texts with which all of them fit, halving by halving.</summary>
    private static int ProseCapOf(IReadOnlyList<Turn> turns, Shares shares, int recent, int left)
    {
        var cap = shares.LongProse;
        while (cap > shares.ShortProse && turns.Take(recent).Sum(turn => ProseCost(turn, cap)) > left * 8 / 10)
            cap = Math.Max(shares.ShortProse, cap * 3 / 4);
        return cap;
    }

    private static int TailStart(IReadOnlyList<Turn> turns, int cap, int anchor, int recent, int left)
    {
        var all = 0;
        for (var i = anchor; i < recent; i++)
            all += ProseCost(turns[i], cap);
        if (all <= left * 9 / 10)
            return anchor;
        var start = recent;
        for (var tail = 0; start > anchor; start--)
        {
            tail += ProseCost(turns[start - 1], cap);
            if (tail > left * 6 / 10)
                break;
        }
        while (start < recent && turns[start].Results.Any())
            start++;
        return start;
    }

    private static int StructuredStart(IReadOnlyList<Turn> turns, int tail, int recent, int left)
    {
        var start = recent;
        for (var pairs = 0; start > tail; start--)
        {
            pairs += PairCost(turns[start - 1]);
            if (pairs > left / 2)
                break;
        }
        return start;
    }

    private static int ProseCost(Turn turn, int cap)
    {
        var cost = 0;
        cap = CapOf(turn, cap);
        foreach (var prose in turn.Prose)
            cost += 1 + (int)Math.Min(prose.Passage.Tokens, cap);
        return cost == 0 ? 0 : cost + TokenEstimator.MessageOverhead;
    }

    /// <summary>The user's words are cut later than the model's.</summary>
    public static int CapOf(Turn turn, int cap) => turn.Role == Role.Assistant ? cap : 2 * cap;

    private static int PairCost(Turn turn) => turn.Calls.Sum(call => ShortPair + TokenEstimator.Cost(call.Name));

    private static int CappedCost(Turn turn, Shares shares)
    {
        var cost = ProseCost(turn, shares.LongProse);
        foreach (var call in turn.Calls)
            cost += TokenEstimator.CallOverhead + (int)Math.Min(call.Passages.Sum(passage => passage.Tokens), shares.RecentTraffic);
        foreach (var result in turn.Results)
            cost += TokenEstimator.ResultOverhead + (int)Math.Min(result.Passages.Sum(passage => passage.Tokens), shares.RecentTraffic);
        return cost;
    }
}
