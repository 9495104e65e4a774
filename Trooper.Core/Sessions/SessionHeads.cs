using Trooper.Core.Conversations;

namespace Trooper.Core.Sessions;

/// <summary>The points of a conversation by which a request that names no session finds its own.</summary>
internal static class SessionHeads
{
    private const int Latest = 3;

    public static List<ContentHash> Of(MessageTree tree, ReplyIndex replies)
    {
        var heads = new List<ContentHash>();
        if (tree.Head == MessageTree.Root)
            return heads;
        heads.Add(tree[tree.Head].Chain);
        for (var at = tree.Live.Count - 1; at >= 0 && heads.Count <= Latest; at--)
            AddAnswer(at);
        for (var at = 0; at < tree.Live.Count; at++)
        {
            if (AddAnswer(at))
                break;
        }
        // A client that never got the latest answer asks for it once more.
        var head = tree[tree.Head];
        if (head is { Role: Role.Assistant, Parent: not MessageTree.Root })
            heads.Add(tree[head.Parent].Chain);
        heads.AddRange(replies.Heads);
        return heads;

        bool AddAnswer(int at)
        {
            var node = tree[tree.Live[at]];
            if (node.Role == Role.Assistant && !heads.Contains(node.Chain))
                heads.Add(node.Chain);
            return node.Role == Role.Assistant;
        }
    }
}
