using System.Collections.Immutable;

namespace Trooper.Core.Sessions;

/// <summary>Tells a session's watchers what happens.</summary>
internal sealed class SessionFeed
{
    private ImmutableList<Watcher> watchers = [];
    private int stamp;

    public bool IsWatched => !watchers.IsEmpty;

    /// <inheritdoc cref="ISession.WatchStamp"/>
    public int Stamp => IsWatched ? Volatile.Read(ref stamp) : 0;

    public Watcher Join()
    {
        var watcher = new Watcher();
        ImmutableInterlocked.Update(ref watchers, (list, joined) => list.Add(joined), watcher);
        Interlocked.Increment(ref stamp);
        return watcher;
    }

    public void Leave(Watcher watcher) => ImmutableInterlocked.Update(ref watchers, (list, left) => list.Remove(left), watcher);

    public void Tell(SessionUpdate update)
    {
        foreach (var watcher in watchers)
        {
            if (!watcher.Tell(update))
                Interlocked.Increment(ref stamp);
        }
    }

    public void End()
    {
        foreach (var watcher in watchers)
            watcher.End();
    }

    /// <summary>The updates that an event makes; <paramref name="tree"/> is the session's after it.</summary>
    public static IEnumerable<SessionUpdate> UpdatesOf(RecordedEvent recorded, MessageTree tree, int firstIndex)
    {
        var (version, happened) = recorded;
        switch (happened)
        {
            case TurnBegan began:
                for (var place = 0; place < began.Messages.Count; place++)
                    yield return Turn(began.Messages[place], place, null, null, false, began.Decision, began.Rule);
                break;
            case TurnCompleted completed:
                yield return Turn(completed.Answer, 0, completed.Provider, completed.Model, completed.Partial, null, null);
                break;
            case MessageAppended appended:
                yield return Turn(appended.Message, 0, appended.Provider, null, false, null, null);
                break;
            case FellBack fellBack:
                yield return new FallbackUpdate(new(version, 0), fellBack.Turn, fellBack.From, fellBack.To, fellBack.Trigger);
                break;
            case HandedOver handedOver:
                yield return new ContextUpdate(new(version, 0), handedOver.Receipt);
                break;
        }

        TurnUpdate Turn(RecordedMessage message, int place, string? provider, string? model, bool partial, string? decision, string? rule)
        {
            var index = firstIndex + place;
            var turn = new TranscriptTurn(index, message.Message, provider, model, message.Locality, happened.At, message.Tokens, partial, !tree.IsLive(index));
            return new(new(version, place), turn, decision, rule);
        }
    }
}
