namespace Trooper.Core.Sessions;

/// <summary>How events change a session.</summary>
public sealed partial class Session
{
    /// <summary>Folds an event that happened. Nothing is decided here.</summary>
    public void Apply(SessionEvent happened)
    {
        Version++;
        LastActiveAt = happened.At;
        switch (happened)
        {
            case SessionOpened opened:
                CreatedAt = opened.At;
                Parent = opened.Parent;
                break;
            case TurnBegan began:
                Apply(began);
                break;
            case FellBack:
                Fallbacks++;
                break;
            case TurnCompleted completed:
                End(completed.Turn);
                Provider = completed.Provider;
                TokensSaved += completed.TokensSaved;
                LastError = null;
                var answer = Add(completed.After, completed.Answer, 0, completed.At, moveHead: tree.IsLive(completed.After));
                replies.Add(completed.ReplyId, completed.ReplyItems, answer);
                if (!completed.Usage.Estimated)
                    Calibration = Calibration.Add(completed.Model, completed.EstimatedInput, completed.Usage.Input);
                break;
            case TurnFailed failed:
                End(failed.Turn);
                LastError = new(failed.Turn, failed.At, failed.Error, failed.Attempts is [.., var last] ? last.Provider : null);
                break;
            case MessageAppended appended:
                Add(appended.After, appended.Message, 0, appended.At, moveHead: true);
                break;
        }
    }

    private void Apply(TurnBegan began)
    {
        lastTurn = Math.Max(lastTurn, began.Turn);
        var last = began.After;
        for (var place = 0; place < began.Messages.Count; place++)
            last = Add(last, began.Messages[place], place, began.At, moveHead: !began.Aside);
        if (!began.Aside)
            MoveTo(last);
        openTurns[began.Turn] = new OpenTurn(began, last);
    }

    private void End(int turn)
    {
        if (!openTurns.Remove(turn, out var open) || open.Began.Ticket == 0)
            return;
        endedTickets.Enqueue(open.Began.Ticket);
        if (endedTickets.Count > TicketsKept)
            endedTickets.Dequeue();
    }

    private int Add(int after, RecordedMessage message, int place, DateTimeOffset at, bool moveHead)
    {
        var index = tree.Add(after, message, Version, place);
        if (message.Locality == Locality.LocalOnly)
        {
            localOnlyCount++;
            privateCalls.UnionWith(message.Message.ToolCalls.Select(call => call.Id));
            if (message.Tokens >= SecretTokens)
                secrets.Add(message.Hash);
        }
        if (moveHead)
        {
            MoveTo(index);
            Insight.Add(tree, index, message, at);
        }
        return index;
    }

    private void MoveTo(int index)
    {
        if (index != tree.Head)
            tree.MoveTo(index);
    }
}
