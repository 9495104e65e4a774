using System.Runtime.CompilerServices;

namespace Trooper.Core.Sessions;

/// <summary>A message as the journal has it, with its index and what is known of it there.</summary>
internal readonly record struct JournalMessage(int Index, RecordedMessage Message, DateTimeOffset At, SessionEvent Event)
{
    public void Deconstruct(out int index, out RecordedMessage message, out DateTimeOffset at) => (index, message, at) = (Index, Message, At);
}

/// <summary>Reads a session's messages back from the journal, only the stretches that are asked for.</summary>
internal sealed class MessageReader(Session session, IJournal journal)
{
    /// <summary>Versions closer than this are read in one stretch rather than two.</summary>
    private const int Gap = 16;

    /// <param name="indexes">Ascending in the conversation, which is not always the order of recording.</param>
    public async IAsyncEnumerable<JournalMessage> Read(IReadOnlyList<int> indexes, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var found = new Dictionary<int, JournalMessage>();
        var next = 0;
        while (next < indexes.Count)
        {
            var first = next;
            long from = session.Tree[indexes[first]].Version, to = from;
            for (next++; next < indexes.Count && session.Tree[indexes[next]].Version is var version && version >= to && version <= to + Gap; next++)
                to = version;
            await foreach (var message in ReadStretch(from, to, cancellation))
                found[message.Index] = message;
            for (var at = first; at < next; at++)
            {
                if (found.Remove(indexes[at], out var message))
                    yield return message;
            }
            found.Clear();
        }
    }

    /// <summary>All messages in the order of recording.</summary>
    public IAsyncEnumerable<JournalMessage> ReadAll(CancellationToken cancellation) => ReadStretch(1, long.MaxValue, cancellation);

    private async IAsyncEnumerable<JournalMessage> ReadStretch(long from, long to, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var index = FirstAt(from);
        await foreach (var recorded in journal.Read(session.Key, from, to, cancellation))
        {
            foreach (var message in MessagesOf(recorded.Event))
                yield return new(index++, message, recorded.Event.At, recorded.Event);
        }
    }

    /// <summary>The index of the first message recorded at this version or later: versions ascend with indexes.</summary>
    public int FirstAt(long version)
    {
        int low = 0, high = session.Tree.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (session.Tree[middle].Version < version)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static IReadOnlyList<RecordedMessage> MessagesOf(SessionEvent recorded) => recorded switch
    {
        TurnBegan began => began.Messages,
        TurnCompleted completed => [completed.Answer],
        MessageAppended appended => [appended.Message],
        _ => [],
    };
}
