using System.Collections.Immutable;
using System.Threading.Channels;

namespace Trooper.Core.Sessions;

/// <summary>
/// Tells a session's watchers what happens. A watcher that is too slow loses the oldest news, never slows the session; it can ask again from the
/// last id that it had.
/// </summary>
internal sealed class SessionFeed
{
    private const int Backlog = 512;

    private ImmutableList<Channel<SessionUpdate>> watchers = [];

    public bool IsWatched => !watchers.IsEmpty;

    public Channel<SessionUpdate> Join()
    {
        var channel = Channel.CreateBounded<SessionUpdate>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        ImmutableInterlocked.Update(ref watchers, (list, joined) => list.Add(joined), channel);
        return channel;
    }

    public void Leave(Channel<SessionUpdate> channel) => ImmutableInterlocked.Update(ref watchers, (list, left) => list.Remove(left), channel);

    public void Tell(SessionUpdate update)
    {
        foreach (var watcher in watchers)
            watcher.Writer.TryWrite(update);
    }

    public void End()
    {
        foreach (var watcher in watchers)
            watcher.Writer.TryComplete();
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
