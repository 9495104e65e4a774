using Trooper.Core.Context;
using Trooper.Core.Conversations;
using Trooper.Core.Recovery;

namespace Trooper.Core.Sessions;

/// <summary>
/// One conversation. Its methods decide and return events; <see cref="Apply(SessionEvent)"/> folds them, live and in replay alike. It knows no journal,
/// no clock and no caller, and is used by one of them at a time.
/// </summary>
public sealed partial class Session(SessionKey key)
{
    /// <summary>Shorter messages ("yes", "go on") are no secret to be known by: they stand in any conversation. Four of these tokens are the message's own.</summary>
    private const int SecretTokens = 7;

    /// <summary>How many turns back a call that was delayed may name: a node that stood still makes it when it goes on, long after its caller went elsewhere.</summary>
    private const int TicketsKept = 32;

    private readonly MessageTree tree = new();
    private readonly Dictionary<int, OpenTurn> openTurns = [];
    private readonly HashSet<string> privateCalls = [];
    private readonly List<ContentHash> secrets = [];
    private readonly Queue<long> endedTickets = [];
    private readonly ReplyIndex replies = new();
    private int localOnlyCount;
    private int lastTurn;

    public SessionKey Key => key;

    /// <summary>The version of the last event.</summary>
    public long Version { get; private set; }
    public bool IsOpened => Version > 0;
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset LastActiveAt { get; private set; }
    public string? Parent { get; private set; }
    public string? Provider { get; private set; }
    public long TokensSaved { get; private set; }
    public int Fallbacks { get; private set; }
    public bool HoldsLocalOnly => localOnlyCount > 0;

    /// <summary>What is known of the session's progress, with its local-only part and without.</summary>
    public Insight Insight { get; } = new();

    /// <summary>The turn that is under way, or was when the process died; null when the last one ended.</summary>
    public OpenTurn? InFlight => openTurns.GetValueOrDefault(lastTurn);

    public SessionError? LastError { get; private set; }

    internal ReplyIndex Replies => replies;

    /// <summary>How each model's own counts compare with the estimates.</summary>
    public TokenCalibration Calibration { get; private set; } = TokenCalibration.Empty;

    internal MessageTree Tree => tree;

    internal bool HasOpenTurns => openTurns.Values.Any(turn => !turn.WasInterrupted);

    /// <summary>
    /// After a replay: turns without an end were under way when the process died. Nobody here will end them; one whose caller lives elsewhere may
    /// still be ended, by its ticket.
    /// </summary>
    /// <param name="live">Those that are under way here.</param>
    public void MarkInterrupted(IReadOnlyCollection<int> live)
    {
        foreach (var (turn, open) in openTurns.ToList())
        {
            open.WasInterrupted = !live.Contains(turn);
            if (open is { WasInterrupted: true, Began.Ticket: 0 } && turn != lastTurn)
                openTurns.Remove(turn);
        }
    }

    public OpenTurn? OpenTurn(int turn) => openTurns.GetValueOrDefault(turn);

    /// <summary>Whether a turn with this ticket was opened and has ended, of late.</summary>
    public bool HasEnded(long ticket) => endedTickets.Contains(ticket);

    /// <summary>The number of the open turn with this ticket.</summary>
    public int? TurnOf(long ticket) => openTurns.Values.FirstOrDefault(open => open.Began.Ticket == ticket)?.Began.Turn;

    /// <summary>How many of a request's leading messages the session has, in some conversation of it.</summary>
    /// <param name="chains">For each of the messages, the chain of hashes up to and with it.</param>
    public int Align(IReadOnlyList<ContentHash> chains)
    {
        for (var count = chains.Count; count > 0; count--)
        {
            if (tree.Find(chains[count - 1]) is not null)
                return count;
        }
        return 0;
    }

    /// <summary>Decides where a request stands in the conversation and where it goes.</summary>
    /// <returns>What happened, none when the history is unknown.</returns>
    public (IReadOnlyList<SessionEvent> Events, TurnOpened Opened) Begin(TurnOpening opening, DateTimeOffset at)
    {
        var previous = opening.After;
        if (previous >= tree.Count)
            return ([], TurnOpened.UnknownMessage);
        if (opening.PreviousReply is { } reply && (previous = replies.Find(reply)) is null)
            return ([], TurnOpened.UnknownReply);
        if (Placement.Of(tree, opening, previous, InFlight is { WasInterrupted: false }) is not { } placement)
            return ([], TurnOpened.UnknownHistory);

        var privacy = PrivacyCheck.Of(tree, opening, placement, privateCalls, HoldsLocalOnly);
        var route = Router.Decide(opening.Route, privacy.MustStayLocal);
        var isPrivate = Router.IsPrivate(route);
        if (opening.Ticket != 0 && (TurnOf(opening.Ticket) ?? (HasEnded(opening.Ticket) ? lastTurn : null)) is { } already)
            return ([], new(already, route, privacy.Withheld, placement.NeedsContext, TokensSaved, Provider)); // the same call once more
        var fresh = opening.Messages.Skip(placement.Known).Select(message => isPrivate ? message with { Locality = Locality.LocalOnly } : message);
        var events = new List<SessionEvent>(2);
        if (!IsOpened)
            events.Add(new SessionOpened(opening.Name.FoundBy, opening.Name.Parent) { At = at });
        var began = new TurnBegan(lastTurn + 1, placement.After, [.. fresh], Router.NameOf(route), opening.Model, opening.Route.Classification.Rule)
        {
            At = at,
            Aside = placement.IsAside,
            IsContinuation = placement.IsContinuation,
            Ticket = opening.Ticket,
        };
        events.Add(began);
        return (events, new(began.Turn, route, privacy.Withheld, placement.NeedsContext, TokensSaved, Provider));
    }

    public IReadOnlyList<SessionEvent> Complete(TurnOutcome outcome, DateTimeOffset at)
    {
        if (!openTurns.TryGetValue(outcome.Turn, out var turn) || turn.Began.Ticket != outcome.Ticket)
            return [];
        if (outcome.Answer is null)
            return [new TurnFailed(outcome.Turn, outcome.Error ?? "", outcome.Attempts) { At = at }];
        // The answer to a lone message comes after whatever else was said meanwhile; in a history that the client keeps, right after its question.
        var after = turn.IsContinuation && tree.Follows(tree.Head, turn.Last) ? tree.Head : turn.Last;
        var answer = MessageWeight.Record(outcome.Answer, turn.IsPrivate || outcome.WasTold || turn.WasTold(outcome.Provider!) ? Locality.LocalOnly : Locality.Any);
        return
        [
            new TurnCompleted(outcome.Turn, after, answer, outcome.Provider!, outcome.Model!, outcome.StopReason, outcome.Usage, outcome.TokensSaved, outcome.Attempts)
            {
                At = at,
                Partial = outcome.Partial,
                ReplyId = outcome.ReplyId,
                ReplyItems = outcome.ReplyItems,
                EstimatedInput = outcome.EstimatedInput,
            },
        ];
    }

    public IReadOnlyList<SessionEvent> Append(Message message, string? provider, DateTimeOffset at)
    {
        var appended = new MessageAppended(tree.Head, MessageWeight.Record(message), provider) { At = at };
        return IsOpened ? [appended] : [new SessionOpened("append", null) { At = at }, appended];
    }

    /// <summary>The session as lists show it. The report in it is the one last asked for: making one anew is for the end of a turn.</summary>
    public SessionSummary Summarise() => new()
    {
        Team = key.Team,
        SessionId = key.Id,
        Intent = Insight.Latest.Intent,
        Stage = Insight.Latest.Stage,
        Provider = Provider,
        Turns = tree.Live.Count,
        Tokens = tree.LiveTokens,
        TokensSaved = TokensSaved,
        Fallbacks = Fallbacks,
        OpenLoops = Insight.Latest.OpenLoops.Count,
        Parent = Parent,
        CreatedAt = CreatedAt,
        LastActiveAt = LastActiveAt,
        Heads = SessionHeads.Of(tree, replies),
        LocalOnly = [.. secrets],
    };
}
