using System.Text.Json.Serialization;
using Trooper.Core.Conversations;

namespace Trooper.Core.Sessions;

/// <summary>Who may see a message: any provider of the chain, or only the local model, for ever.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Locality>))]
public enum Locality
{
    [JsonStringEnumMemberName("any")] Any,
    [JsonStringEnumMemberName("local_only")] LocalOnly,
}

/// <summary>Something that happened to a session. A session is the fold of its events, in order; the set is closed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "e")]
[JsonDerivedType(typeof(SessionOpened), "opened")]
[JsonDerivedType(typeof(TurnBegan), "began")]
[JsonDerivedType(typeof(FellBack), "fell_back")]
[JsonDerivedType(typeof(HandedOver), "handed_over")]
[JsonDerivedType(typeof(TurnCompleted), "completed")]
[JsonDerivedType(typeof(TurnFailed), "failed")]
[JsonDerivedType(typeof(MessageAppended), "appended")]
public abstract record SessionEvent
{
    public required DateTimeOffset At { get; init; }
}

/// <summary>The first event of every session. <paramref name="FoundBy"/> says what named it (a header, a field, or the conversation itself).</summary>
public sealed record SessionOpened(string FoundBy, string? Parent) : SessionEvent;

/// <summary>
/// A message as the session keeps it. <paramref name="Hash"/> is of what it says, so that it is known again when a client resends it.
/// <paramref name="Tokens"/> is an estimate.
/// </summary>
public sealed record RecordedMessage(
    [property: JsonConverter(typeof(MessageJsonConverter))] Message Message,
    ContentHash Hash,
    int Tokens,
    Locality Locality);

/// <summary>
/// A client asked for a turn. <paramref name="After"/> is the index of the message that the new ones follow (-1: they begin the conversation);
/// where that is not the last one, the messages behind it are superseded. The new messages take the next free indexes.
/// </summary>
public sealed record TurnBegan(int Turn, int After, IReadOnlyList<RecordedMessage> Messages, string Decision, string? Model, string? Rule) : SessionEvent
{
    /// <summary>A request beside the conversation (an agent's title or quota probe): kept, but not part of the transcript.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Aside { get; init; }

    /// <summary>The client sent only what is new, so that the answer comes after whatever else was said meanwhile.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsContinuation { get; init; }

    /// <summary>The caller's own name for the turn (<see cref="TurnOpening.Ticket"/>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Ticket { get; init; }
}

/// <summary>One provider of the chain was left for the next. <paramref name="Trigger"/> is the word that the reply's headers use.</summary>
public sealed record FellBack(int Turn, string From, string? To, string Trigger) : SessionEvent;

/// <summary>A context was built and handed to a provider: what went verbatim, what was folded, what was withheld.</summary>
public sealed record HandedOver(int Turn, Receipt Receipt) : SessionEvent;

/// <summary>The receipt of a hand-over. The lists are of message indexes; tokens are estimates.</summary>
public sealed record Receipt(
    DateTimeOffset At,
    string Provider,
    int Budget,
    int TokensBefore,
    int TokensAfter,
    IReadOnlyList<int> Verbatim,
    IReadOnlyList<int> Folded,
    IReadOnlyList<int> Withheld);

/// <summary>
/// One provider's part in a turn. <paramref name="Outcome"/> is <c>ok</c> or the trigger for which it was left; <paramref name="Withheld"/> the
/// indexes of the messages that it was not shown.
/// </summary>
public sealed record Attempt(string Provider, string? Model, DateTimeOffset At, string Outcome, IReadOnlyList<int> Withheld)
{
    public const string Ok = "ok";

    /// <summary>The outcome of a provider that was passed over without a request.</summary>
    public const string CircuitOpen = "circuit_open";

    [JsonIgnore]
    public bool WasSent => Outcome != CircuitOpen;
}

/// <summary>
/// Tokens of one turn, as the provider reported them, or estimated where it did not. Input includes cached tokens, output those of
/// <paramref name="Reasoning"/>.
/// </summary>
public readonly record struct TokenUsage(int Input, int Output, int CacheRead = 0, int CacheWrite = 0, bool Estimated = false, int Reasoning = 0)
{
    public static TokenUsage operator +(TokenUsage a, TokenUsage b) =>
        new(a.Input + b.Input, a.Output + b.Output, a.CacheRead + b.CacheRead, a.CacheWrite + b.CacheWrite, a.Estimated || b.Estimated, a.Reasoning + b.Reasoning);
}

/// <summary>A turn was answered.</summary>
public sealed record TurnCompleted(
    int Turn,
    int After,
    RecordedMessage Answer,
    string Provider,
    string Model,
    string? StopReason,
    TokenUsage Usage,
    int TokensSaved,
    IReadOnlyList<Attempt> Attempts) : SessionEvent
{
    /// <summary>The client hung up, or the stream broke and nobody could go on: the answer is what had come by then.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Partial { get; init; }

    /// <summary>The provider's or the gateway's id of the reply: what <c>previous_response_id</c> names.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReplyId { get; init; }

    /// <summary>What was sent, in tokens as they were estimated beforehand: beside what was reported it tells how the model counts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int EstimatedInput { get; init; }

    /// <summary>The ids of the reply's items, where its protocol has such: one for each block of the answer that a client can be shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public IReadOnlyList<string> ReplyItems { get => field ?? []; init; }
}

/// <summary>A turn ended without an answer. What the client said stays.</summary>
public sealed record TurnFailed(int Turn, string Error, IReadOnlyList<Attempt> Attempts) : SessionEvent;

/// <summary>A message added by hand.</summary>
public sealed record MessageAppended(int After, RecordedMessage Message, string? Provider) : SessionEvent;
