using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols;

/// <summary>A run of bytes of the request's body.</summary>
public readonly record struct Slice(int Start, int Length)
{
    public int End => Start + Length;

    public bool IsEmpty => Length == 0;

    public ReadOnlySpan<byte> Of(ReadOnlyMemory<byte> body) => body.Span.Slice(Start, Length);
}

[Flags]
public enum MessageTraits
{
    None = 0,
    ToolCalls = 1,
    ToolResults = 2,
    Media = 4,
    Thinking = 8,
}

/// <summary>
/// A message where it stands in the body, or a run of the dialect's messages that together are one. <paramref name="Chain"/> is the hash of the conversation up to and with this message.
/// </summary>
public readonly record struct ScannedMessage(Slice Bytes, Role Role, ContentHash Hash, ContentHash Chain, MessageTraits Traits);

/// <summary>Where the client asked for its turn to go, in the body's <c>x_*</c> fields or the headers.</summary>
[Flags]
public enum RouteWish
{
    None = 0,
    ForceLocal = 1,
    PreferLocal = 2,
    ForceCloud = 4,
}

/// <summary>
/// A request as one pass over its bytes finds it: what routing and alignment need, and where things stand, without a document model. What is
/// not named here is carried along unseen.
/// </summary>
public sealed class ScannedRequest
{
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Reads a message of <see cref="Messages"/> as the request's dialect writes it.</summary>
    public MessageReading Reading { get; init; } = static (_, bytes) => MessageJson.Read(bytes);

    /// <summary>The model as the client named it; null when it named none.</summary>
    public string? Model { get; set; }

    /// <summary>The model's JSON string in the body, with its quotes.</summary>
    public Slice ModelBytes { get; set; }

    public bool Stream { get; set; }

    public int? MaxTokens { get; set; }

    public RouteWish Wish { get; set; }

    /// <summary>Names that clients give their conversation in the body, each null when absent.</summary>
    public SessionHints Hints { get; } = new();

    /// <summary>The array of messages.</summary>
    public Slice MessagesBytes { get; set; }

    public List<ScannedMessage> Messages { get; } = [];

    /// <summary>
    /// The value of <c>system</c>, or the run of messages that are the system prompt where it stands at the head of them; empty when absent.
    /// </summary>
    public Slice SystemBytes { get; set; }

    /// <summary>The value of <c>tools</c>; empty when absent or an empty array.</summary>
    public Slice ToolsBytes { get; set; }

    /// <summary>The value of <c>thinking</c>, in the dialect that has it; empty when absent.</summary>
    public Slice ThinkingBytes { get; set; }

    /// <summary>The reply must follow a schema, or be JSON.</summary>
    public bool WantsSchema { get; set; }

    /// <summary>The client asked its stream to end with the usage, in a dialect where that is a choice.</summary>
    public bool WantsUsage { get; set; }

    /// <summary>Fields that are Trooper's own, each with the comma that goes with it, to be cut before the body goes upstream.</summary>
    public List<Slice> OwnFields { get; } = [];

    public bool CarriesTools => !ToolsBytes.IsEmpty;

    /// <summary>The body with an empty array in the place of its messages, which may be megabytes: what the client asks for beside them.</summary>
    public ReadOnlyMemory<byte> WithoutMessages()
    {
        var edits = new BodyEdits();
        edits.Replace(MessagesBytes, "[]"u8.ToArray());
        return edits.Apply(Body);
    }

    public Message ReadMessage(int position) => Reading(Messages[position].Role, Messages[position].Bytes.Of(Body));
}

/// <param name="role">The role that the scan found: in some dialects the bytes alone do not say it.</param>
public delegate Message MessageReading(Role role, ReadOnlySpan<byte> bytes);

/// <summary>What a body says of the conversation it belongs to.</summary>
public sealed class SessionHints
{
    public string? UserId { get; set; }
    public string? MetadataSessionId { get; set; }
    public string? PromptCacheKey { get; set; }
    public string? PreviousResponseId { get; set; }

    /// <summary>The last item of an earlier reply that an OpenAI Responses request refers to.</summary>
    public string? ItemReference { get; set; }

    /// <summary>The conversation that an OpenAI Responses request names.</summary>
    public string? Conversation { get; set; }
}
