using Trooper.Core.Conversations;

namespace Trooper.Core.Sessions;

/// <summary>
/// What of a request must stay on this machine. It fails closed: where the session holds local-only messages, a history that can't be told from
/// them is kept local whole.
/// </summary>
internal sealed record PrivacyCheck(bool MustStayLocal, IReadOnlyList<WithheldMessage> Withheld)
{
    private static readonly PrivacyCheck Clear = new(false, []);

    public static PrivacyCheck Of(MessageTree tree, TurnOpening opening, Placement placement, IReadOnlySet<string> privateCalls, bool holdsLocalOnly)
    {
        if (opening.HoldsForeignSecret)
            return new(true, []);
        if (!holdsLocalOnly)
            return Clear;
        if (opening.HasPrefill)
            return new(true, []); // it may be the beginning of a local-only answer
        var fresh = opening.Messages.Skip(placement.Known).ToList();
        // A tool's result is as private as the call it answers.
        if (fresh.Any(message => message.Message.ToolResults.Any(result => privateCalls.Contains(result.CallId))))
            return new(true, []);
        if (!placement.NeedsContext && !IsAligned(tree, placement, fresh))
            return new(true, []);
        if (placement.After >= 0 && placement.Known > 0 && tree[placement.After].Locality == Locality.LocalOnly)
            return new(true, []); // a local-only turn, sent again
        return new(false, placement.NeedsContext ? [] : Places(tree, placement.After));
    }

    // Aligned: all of the history is known, and nothing new stands in the place of a local-only message.
    private static bool IsAligned(MessageTree tree, Placement placement, List<RecordedMessage> fresh)
    {
        if (fresh.Count == 0)
            return true;
        if (placement.IsAside || fresh.Any(message => message.Message.Role == Role.Assistant))
            return false;
        if (!tree.IsLive(placement.After))
            return true;
        var next = placement.After == MessageTree.Root ? 0 : tree[placement.After].Depth + 1;
        for (var depth = tree.Live.Count - 1; depth >= next; depth--)
        {
            if (tree[tree.Live[depth]].Locality == Locality.LocalOnly)
                return false;
        }
        return true;
    }

    private static List<WithheldMessage> Places(MessageTree tree, int after)
    {
        var path = tree.PathTo(after);
        var places = new List<WithheldMessage>();
        for (var depth = 0; depth < path.Count; depth++)
        {
            if (tree[path[depth]].Locality == Locality.LocalOnly)
                places.Add(new(depth, path[depth]));
        }
        return places;
    }
}
