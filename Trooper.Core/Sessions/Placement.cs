using Trooper.Core.Conversations;

namespace Trooper.Core.Sessions;

/// <summary>
/// Where a request stands in a session. Agents resend their whole history, people send only what is new; either way the transcript gains
/// exactly what it lacks.
/// </summary>
/// <param name="After">The message that the new ones follow.</param>
/// <param name="Known">How many of the opening's messages the session has already (a request sent again).</param>
/// <param name="NeedsContext">The client sent only what is new.</param>
/// <param name="IsAside">The request stands beside the conversation.</param>
internal sealed record Placement(int After, int Known, bool NeedsContext, bool IsAside)
{
    /// <summary>A message alone, the session's first included: others may be said before it is answered.</summary>
    public bool IsContinuation { get; init; }

    /// <param name="previous">The message that the request names as the one before it.</param>
    /// <returns>Null when the session does not have the history that the request builds on.</returns>
    public static Placement? Of(MessageTree tree, TurnOpening opening, int? previous, bool inFlight)
    {
        if (previous is { } answer)
            return SkipKnown(tree, opening, answer) with { NeedsContext = true, IsContinuation = answer == tree.Head };
        if (tree.Find(opening.Before) is not { } before)
            return null;
        var isFirst = tree.Head == MessageTree.Root;
        var isAlone = before == MessageTree.Root && !opening.Messages.Any(message => message.Message.Role == Role.Assistant);
        if (isFirst || !isAlone)
            return SkipKnown(tree, opening, before) with { IsContinuation = isFirst && isAlone && !opening.Name.IsAgent };

        // From an agent's client: its first message again, or a request beside the conversation (a title, a probe).
        if (opening.Name.IsAgent)
            return SkipKnown(tree, opening, MessageTree.Root) is { Known: > 0 } again ? again : new(MessageTree.Root, 0, false, IsAside: true);

        // From anyone else: only the new message. One that failed and is sent again is the same message.
        var last = opening.Messages[^1];
        var isRetry = !inFlight && opening.Messages.Count == 1 && tree[tree.Head].Role != Role.Assistant && tree[tree.Head].Hash == last.Hash;
        return new(tree.Head, isRetry ? 1 : 0, NeedsContext: true, IsAside: false) { IsContinuation = true };
    }

    private static Placement SkipKnown(MessageTree tree, TurnOpening opening, int after)
    {
        var known = 0;
        while (known < opening.Messages.Count && tree.Child(after, opening.Messages[known].Hash) is { } child)
        {
            after = child;
            known++;
        }
        return new(after, known, NeedsContext: false, IsAside: false);
    }
}
