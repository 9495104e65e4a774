using Trooper.Core.Conversations;

namespace Trooper.Core.Sessions;

/// <summary>What stays in memory of a message: enough to know it again, to weigh it, and to find it in the journal.</summary>
internal readonly record struct MessageNode
{
    /// <summary>The index of the message it follows, -1 for the first of a conversation.</summary>
    public required int Parent { get; init; }
    public required int Depth { get; init; }
    public required ContentHash Hash { get; init; }

    /// <summary>The hash of the conversation up to and with this message.</summary>
    public required ContentHash Chain { get; init; }
    public required Role Role { get; init; }
    public required Locality Locality { get; init; }

    /// <summary>Estimated tokens, and the part of them that is not tool traffic.</summary>
    public required int Tokens { get; init; }
    public required int Prose { get; init; }

    /// <summary>The journal's version of the event that holds the message, and its place among that event's messages.</summary>
    public required long Version { get; init; }
    public required int Place { get; init; }
}

/// <summary>
/// A session's messages. Each follows another one, so that an edited history is a branch beside the old one; the live conversation is the path
/// from the beginning to the head. Indexes are given in the order of recording and never change.
/// </summary>
internal sealed class MessageTree
{
    public const int Root = -1;

    private readonly List<MessageNode> nodes = [];
    private readonly List<int> live = [];

    public int Count => nodes.Count;

    public MessageNode this[int index] => nodes[index];

    /// <summary>The indexes of the live conversation, in order.</summary>
    public IReadOnlyList<int> Live => live;

    public int Head => live.Count == 0 ? Root : live[^1];

    /// <summary>Estimated tokens of the live conversation.</summary>
    public long LiveTokens { get; private set; }

    public bool IsLive(int index) => index == Root || (nodes[index].Depth < live.Count && live[nodes[index].Depth] == index);

    /// <summary>The message up to which a conversation has this chain; null when none has. The latest are looked at first.</summary>
    public int? Find(ContentHash chain)
    {
        if (chain == ContentHash.None)
            return Root;
        for (var at = live.Count - 1; at >= 0; at--)
        {
            if (nodes[live[at]].Chain == chain)
                return live[at];
        }
        for (var index = nodes.Count - 1; index >= 0; index--)
        {
            if (nodes[index].Chain == chain)
                return index;
        }
        return null;
    }

    /// <summary>The message that follows <paramref name="parent"/> and says this; null when there is none.</summary>
    public int? Child(int parent, ContentHash hash)
    {
        for (var index = parent + 1; index < nodes.Count; index++)
        {
            if (nodes[index].Parent == parent && nodes[index].Hash == hash)
                return index;
        }
        return null;
    }

    public int Add(int parent, RecordedMessage recorded, long version, int place)
    {
        var before = parent == Root ? ContentHash.None : nodes[parent].Chain;
        nodes.Add(new()
        {
            Parent = parent,
            Depth = parent == Root ? 0 : nodes[parent].Depth + 1,
            Hash = recorded.Hash,
            Chain = CanonicalForm.Chain(before, recorded.Hash),
            Role = recorded.Message.Role,
            Locality = recorded.Locality,
            Tokens = recorded.Tokens,
            Prose = MessageWeight.ProseOf(recorded),
            Version = version,
            Place = place,
        });
        return nodes.Count - 1;
    }

    public void Restore(MessageNode node) => nodes.Add(node);

    /// <summary>Makes the conversation up to this message the live one.</summary>
    public void MoveTo(int index)
    {
        var branch = new Stack<int>();
        while (!IsLive(index))
        {
            branch.Push(index);
            index = nodes[index].Parent;
        }
        var keep = index == Root ? 0 : nodes[index].Depth + 1;
        for (var at = keep; at < live.Count; at++)
            LiveTokens -= nodes[live[at]].Tokens;
        live.RemoveRange(keep, live.Count - keep);
        while (branch.TryPop(out var next))
        {
            live.Add(next);
            LiveTokens += nodes[next].Tokens;
        }
    }

    /// <summary>The indexes from the conversation's beginning to this message.</summary>
    public IReadOnlyList<int> PathTo(int index)
    {
        if (index == Head)
            return live;
        var path = new int[index == Root ? 0 : nodes[index].Depth + 1];
        for (; index != Root; index = nodes[index].Parent)
            path[nodes[index].Depth] = index;
        return path;
    }

    /// <summary>Whether <paramref name="index"/> is <paramref name="ancestor"/> or comes after it in the same conversation.</summary>
    public bool Follows(int index, int ancestor)
    {
        if (ancestor == Root)
            return true;
        while (index != Root && nodes[index].Depth > nodes[ancestor].Depth)
            index = nodes[index].Parent;
        return index == ancestor;
    }
}
