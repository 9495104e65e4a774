namespace Trooper.Core.Context;

/// <summary>What is known of a message without reading it. Costs are as <see cref="TokenEstimator"/> reckons them; <paramref name="Prose"/> is the part that is not tool traffic.</summary>
public readonly record struct MessageOutline(int Index, bool IsUser, int Tokens, int Prose);

/// <summary>
/// Chooses which messages must be read to build a context: the work is in proportion to the budget, not to the session's length,
/// and the cut moves in steps, so that consecutive turns share a long prefix.
/// </summary>
public static class ContextPlan
{
    /// <summary>Positions in <paramref name="outlines"/> (not session indexes), ascending: the beginning and the latest ones, or all of them where all may fit.</summary>
    public static IReadOnlyList<int> Choose(IReadOnlyList<MessageOutline> outlines, int budget) => throw new NotImplementedException();
}
