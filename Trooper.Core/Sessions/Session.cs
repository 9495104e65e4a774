using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Recovery;

namespace Trooper.Core.Sessions;

/// <summary>
/// One conversation. Its methods decide and return events; <see cref="Apply(SessionEvent)"/> folds them, live and in replay alike. It knows no journal,
/// no clock and no caller, and is used by one of them at a time.
/// </summary>
public sealed class Session(SessionKey key)
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
        int? previous = null;
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
            },
        ];
    }

    public IReadOnlyList<SessionEvent> Append(Message message, string? provider, DateTimeOffset at)
    {
        var appended = new MessageAppended(tree.Head, MessageWeight.Record(message), provider) { At = at };
        return IsOpened ? [appended] : [new SessionOpened("append", null) { At = at }, appended];
    }

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
        Heads = Heads(),
        LocalOnly = [.. secrets],
    };

    internal void WriteState(Utf8JsonWriter json)
    {
        json.WriteString("created_at", CreatedAt);
        json.WriteString("last_active_at", LastActiveAt);
        json.WriteString("parent", Parent);
        json.WriteString("provider", Provider);
        json.WriteNumber("tokens_saved", TokensSaved);
        json.WriteNumber("fallbacks", Fallbacks);
        json.WriteNumber("last_turn", lastTurn);
        json.WriteNumber("local_only", localOnlyCount);
        json.WriteStartArray("private_calls");
        foreach (var call in privateCalls)
            json.WriteStringValue(call);
        json.WriteEndArray();
        json.WriteStartArray("secrets");
        foreach (var secret in secrets)
            json.WriteStringValue(secret.ToString());
        json.WriteEndArray();
        if (endedTickets.Count > 0)
        {
            json.WriteStartArray("ended_tickets");
            foreach (var ticket in endedTickets)
                json.WriteNumberValue(ticket);
            json.WriteEndArray();
        }
        replies.Write(json);
        if (LastError is not null)
        {
            json.WriteString("last_error", LastError.Message);
            json.WriteString("last_error_at", LastError.At);
            json.WriteNumber("last_error_turn", LastError.Turn);
            json.WriteString("last_error_provider", LastError.Provider);
        }
    }

    internal void ReadState(JsonElement state, long version)
    {
        Version = version;
        CreatedAt = state.GetProperty("created_at").GetDateTimeOffset();
        LastActiveAt = state.GetProperty("last_active_at").GetDateTimeOffset();
        Parent = state.Text("parent");
        Provider = state.Text("provider");
        TokensSaved = state.GetProperty("tokens_saved").GetInt64();
        Fallbacks = state.GetProperty("fallbacks").GetInt32();
        lastTurn = state.GetProperty("last_turn").GetInt32();
        localOnlyCount = state.GetProperty("local_only").GetInt32();
        privateCalls.UnionWith(state.Items("private_calls").Select(call => call.GetString()!));
        secrets.AddRange(state.Items("secrets").Select(secret => ContentHash.Parse(secret.GetString()!)));
        foreach (var ticket in state.Items("ended_tickets"))
            endedTickets.Enqueue(ticket.GetInt64());
        replies.Read(state);
        if (state.Text("last_error") is { } error)
            LastError = new(state.GetProperty("last_error_turn").GetInt32(), state.GetProperty("last_error_at").GetDateTimeOffset(), error, state.Text("last_error_provider"));
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

    private List<ContentHash> Heads()
    {
        const int Latest = 3;
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

/// <summary>A turn that has begun and not ended.</summary>
public sealed class OpenTurn(TurnBegan began, int last)
{
    private readonly HashSet<string> told = [];

    public TurnBegan Began => began;

    /// <summary>The index of its last message.</summary>
    public int Last => last;

    public bool IsPrivate => Router.IsPrivate(began.Decision);

    public bool IsContinuation => began.IsContinuation;

    /// <summary>It was under way when the process died: nobody will end it.</summary>
    public bool WasInterrupted { get; set; }

    /// <summary>Notes that a provider was shown what is local-only: what it answers may repeat it.</summary>
    public void Tell(string provider) => told.Add(provider);

    public bool WasTold(string provider) => told.Contains(provider);
}
