using Trooper.Core.Conversations;

namespace Trooper.Core.Sessions;

/// <summary>
/// A turn that was begun here and has not ended. Its caller knows it by the number that it was given; where another process took that number, the turn
/// has another in the journal.
/// </summary>
internal sealed class TurnInFlight(TurnOpening opening, TurnBegan began, Task append)
{
    private TurnBegan began = began;
    private Task append = append;

    public long Ticket => opening.Ticket;

    /// <summary>In the journal.</summary>
    public int Number => began.Turn;

    /// <summary>The messages that came with it, which the journal may not have yet.</summary>
    public IReadOnlyList<RecordedMessage> Messages => began.Messages;

    public bool IsRecorded => append.IsCompletedSuccessfully;

    /// <summary>The providers that were shown what is local-only.</summary>
    public HashSet<string> Told { get; } = [];

    /// <summary>What else happened in it, with the appends on their way.</summary>
    public List<(SessionEvent Event, Task Append)> Later { get; } = [];

    /// <summary>Begins it in a session that has changed. What was decided stands, as the upstream call is under way: kept local, it stays local-only.</summary>
    public (IReadOnlyList<SessionEvent> Events, TurnOpened Opened) BeginAgain(Session session)
    {
        var again = session.Begin(opening, began.At);
        if (again.Opened == TurnOpened.UnknownHistory)
            again = session.Begin(opening with { Before = ContentHash.None }, began.At);
        var wasPrivate = Router.IsPrivate(began.Decision);
        var events = again.Events.ToList();
        var anew = (TurnBegan)events[^1];
        events[^1] = wasPrivate && !Router.IsPrivate(anew.Decision)
            ? anew with { Decision = began.Decision, Messages = [.. anew.Messages.Select(message => message with { Locality = Locality.LocalOnly })] }
            : anew;
        return (events, again.Opened);
    }

    public void Rename(TurnBegan anew, Task append) => (began, this.append) = (anew, append);

    public SessionEvent Renamed(SessionEvent happened) => happened switch
    {
        FellBack fellBack => fellBack with { Turn = Number },
        HandedOver handedOver => handedOver with { Turn = Number },
        _ => happened,
    };
}
