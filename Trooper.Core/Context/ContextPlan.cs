namespace Trooper.Core.Context;

/// <summary>What is known of a message without reading it. Costs are as <see cref="TokenEstimator"/> reckons them; <paramref name="Prose"/> is the part that is not tool traffic.</summary>
public readonly record struct MessageOutline(int Index, bool IsUser, int Tokens, int Prose);

/// <summary>
/// Chooses which messages must be read to build a context: the work is in proportion to the budget, not to the session's length,
/// and the cut moves in steps, so that consecutive turns share a long prefix.
/// </summary>
public static class ContextPlan
{
    /// <summary>The messages at the beginning that a context starts with.</summary>
    internal const int AnchorMessages = 2;

    /// <summary>Tool traffic can be shortened to about this, so a message with much of it still has a place.</summary>
    private const int ShortenedTraffic = 24;

    /// <summary>Likewise with prose, of which the best lines can be kept.</summary>
    private const int ShortenedProse = 64;

    /// <summary>Positions in <paramref name="outlines"/> (not session indexes), ascending: the beginning and the latest ones, or all of them where all may fit.</summary>
    public static IReadOnlyList<int> Choose(IReadOnlyList<MessageOutline> outlines, int budget)
    {
        var start = Math.Min(TailStart(outlines, Math.Max(budget, Compactor.SmallestBudget)), LatestExchange(outlines));
        var anchor = Math.Min(AnchorMessages, outlines.Count);
        if (start <= anchor)
            return [.. Enumerable.Range(0, outlines.Count)];
        var request = Last(outlines, outline => outline.IsUser && outline.Prose > TokenEstimator.MessageOverhead);
        int[] earlier = request >= anchor && request < start ? [request] : [];
        return [.. Enumerable.Range(0, anchor), .. earlier, .. Enumerable.Range(start, outlines.Count - start)];
    }

    /// <summary>What is read whatever its size: the newest user message, with the calls that it may answer.</summary>
    private static int LatestExchange(IReadOnlyList<MessageOutline> outlines) => Math.Max(0, Last(outlines, outline => outline.IsUser) - 1);

    private static int Last(IReadOnlyList<MessageOutline> outlines, Func<MessageOutline, bool> isMeant)
    {
        var i = outlines.Count - 1;
        while (i >= 0 && !isMeant(outlines[i]))
            i--;
        return i;
    }

    /// <summary>
    /// The tail reaches back until what could be sent of it exceeds the budget. Its start then moves on to the next multiple of a quarter of the
    /// budget, counted from the session's beginning, and so stays where it is until the session has grown by that much.
    /// </summary>
    private static int TailStart(IReadOnlyList<MessageOutline> outlines, int budget)
    {
        var limits = new Reach(Sendable: 2L * budget, Read: 16L * budget);
        var step = new Reach(Math.Max(1, budget / 4), Math.Max(1, 4L * budget));
        var total = default(Reach);
        foreach (var outline in outlines)
            total = total.Plus(outline);
        if (total.Sendable <= limits.Sendable && total.Read <= limits.Read)
            return 0;

        var cut = new Reach(RoundUp(total.Sendable - limits.Sendable, step.Sendable), RoundUp(total.Read - limits.Read, step.Read));
        var passed = default(Reach);
        var start = 0;
        while (start < outlines.Count && (passed.Sendable < cut.Sendable || passed.Read < cut.Read))
            passed = passed.Plus(outlines[start++]);
        return start;
    }

    private static long RoundUp(long value, long step) => value <= 0 ? 0 : (value + step - 1) / step * step;

    /// <summary>How far a run of messages goes, in what could be sent of it and in what must be read for that.</summary>
    private readonly record struct Reach(long Sendable, long Read)
    {
        public Reach Plus(MessageOutline outline) => new(
            Sendable + Math.Min(outline.Prose, ShortenedProse) + Math.Min(outline.Tokens - outline.Prose, ShortenedTraffic),
            Read + outline.Tokens);
    }
}
