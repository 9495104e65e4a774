using Trooper.Core.Sessions;

namespace Trooper.Core.Privacy;

/// <summary>
/// Where each message of a session was sent, made from its events. A provider that is asked for a turn is sent the conversation up to it, but for
/// what is withheld; a message counts once for each provider, from the first time on.
/// </summary>
internal sealed class Ledger(MessageTree tree)
{
    private readonly Dictionary<int, int> lastMessages = [];
    private readonly List<Destination>[] sentTo = [.. Enumerable.Range(0, tree.Count).Select(_ => new List<Destination>())];
    private int recorded;

    public void Add(SessionEvent happened)
    {
        switch (happened)
        {
            case TurnBegan began:
                lastMessages[began.Turn] = began.Messages.Count == 0 ? began.After : recorded + began.Messages.Count - 1;
                recorded += began.Messages.Count;
                break;
            case TurnCompleted completed:
                recorded++;
                Add(completed.Turn, completed.Attempts);
                break;
            case TurnFailed failed:
                Add(failed.Turn, failed.Attempts);
                break;
            case MessageAppended:
                recorded++;
                break;
        }
    }

    public IReadOnlyList<LedgerTurn> Turns() => [.. tree.Live.Select(index => new LedgerTurn(index, tree[index].Locality, sentTo[index]))];

    private void Add(int turn, IReadOnlyList<Attempt> attempts)
    {
        if (!lastMessages.Remove(turn, out var last))
            return;
        foreach (var attempt in attempts.Where(attempt => attempt.WasSent))
        {
            var destination = new Destination(attempt.Provider, attempt.At, attempt.Withheld);
            for (var index = last; index != MessageTree.Root; index = tree[index].Parent)
            {
                if (attempt.Withheld.Contains(index))
                    continue;
                if (sentTo[index].Any(known => known.Provider == attempt.Provider))
                    break; // and so was all before it
                sentTo[index].Add(destination);
            }
        }
    }
}
