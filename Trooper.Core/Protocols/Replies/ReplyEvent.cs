using Trooper.Core.Sessions;

namespace Trooper.Core.Protocols.Replies;

public enum ReplyEventKind
{
    /// <summary>The reply begins: its id and model, and the input's usage where the provider says it first.</summary>
    Started,
    BlockStarted,
    Text,
    Thinking,

    /// <summary>The signature of the open thinking block or tool call, whole.</summary>
    Signature,

    /// <summary>A piece of the open tool call's arguments.</summary>
    Arguments,
    BlockEnded,

    /// <summary>Totals so far; the last ones count.</summary>
    Usage,
    Stopped,

    /// <summary>The protocol's own end: without it the reply was cut.</summary>
    Ended,

    /// <summary>The provider reported an error inside its reply.</summary>
    Failed,
    Ping,
}

public enum BlockKind
{
    None,
    Text,
    Thinking,
    RedactedThinking,
    ToolCall,

    /// <summary>A block that only its provider understands, whole in its start event.</summary>
    Opaque,
}

/// <summary>Why a model stopped, in the terms of the Anthropic Messages API, which tells most.</summary>
public enum StopReason
{
    EndTurn,
    MaxTokens,
    StopSequence,
    ToolUse,
    PauseTurn,
    Refusal,
    ContextWindowExceeded,
}

/// <summary>Where an event stands in a stream that numbers its events and the items they belong to, and gives each item an id.</summary>
public readonly record struct StreamPlace(int Number, int Item, string? ItemId = null);

/// <summary>
/// One step of a model's reply, the same for every dialect: what readers make of a provider's bytes and writers turn into a client's.
/// The spans live until the sink returns.
/// </summary>
public readonly ref struct ReplyEvent
{
    public required ReplyEventKind Kind { get; init; }

    public BlockKind Block { get; init; }

    /// <summary>UTF-8: the text, thinking, signature or arguments piece; a redacted or opaque block's data; an error's message.</summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>The reply's id, or the tool call's.</summary>
    public string? Id { get; init; }

    /// <summary>The model, the tool's name, the opaque block's type, the stop sequence that matched, or the error's type.</summary>
    public string? Name { get; init; }

    public TokenUsage Usage { get; init; }

    public StopReason Reason { get; init; }

    /// <summary>A writer that goes on after events that it observed counts on from here.</summary>
    public StreamPlace Place { get; init; }

    /// <summary>The model has begun to answer: what came is part of the answer, not of its opening.</summary>
    public bool IsContent => Kind is ReplyEventKind.Text or ReplyEventKind.Thinking or ReplyEventKind.Arguments or ReplyEventKind.Stopped
        || (Kind == ReplyEventKind.BlockStarted && Block is BlockKind.ToolCall or BlockKind.RedactedThinking or BlockKind.Opaque);
}

public interface IReplySink
{
    void On(in ReplyEvent reply);
}

/// <summary>Reads one reply of a provider, event by event or whole. It keeps no more than the open block needs.</summary>
public interface IReplyReader
{
    /// <summary>Reads the payload of one frame of a streamed reply.</summary>
    /// <exception cref="System.Text.Json.JsonException">The frame is not the protocol's.</exception>
    void ReadFrame(ReadOnlySpan<byte> data, IReplySink sink);

    /// <summary>Reads a reply that came in one piece, as the same events.</summary>
    /// <exception cref="System.Text.Json.JsonException">The body is not the protocol's.</exception>
    void ReadWhole(ReadOnlySpan<byte> body, IReplySink sink);

    /// <summary>
    /// The provider closed its stream. Where the protocol's last frame is a mere formality and all else came, the reply has ended; else it was cut.
    /// </summary>
    void ReadEnd(IReplySink sink)
    {
    }
}
