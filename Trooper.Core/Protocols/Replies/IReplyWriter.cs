using System.Buffers;
using Trooper.Core.Conversations;
using Trooper.Core.Sessions;

namespace Trooper.Core.Protocols.Replies;

/// <summary>
/// Writes one reply in a client's dialect. A reply may begin as another provider's bytes, passed through and only <see cref="Observe"/>d here,
/// and go on from there as events: the client sees one message.
/// </summary>
public interface IReplyWriter
{
    /// <summary>The id by which the client knows the reply.</summary>
    string Id { get; }

    /// <summary>The ids by which the client knows the parts of the reply, where its protocol lets it name them later.</summary>
    IReadOnlyList<string> ItemIds => [];

    /// <summary>Notes an event whose bytes have gone to the client as they came.</summary>
    void Observe(in ReplyEvent reply);

    /// <summary>Writes an event, as far as the client's protocol has a place for it.</summary>
    void Write(in ReplyEvent reply, IBufferWriter<byte> output);

    /// <summary>Another provider goes on with the reply from here: usage adds up over those that wrote it.</summary>
    void HandOver();

    /// <summary>Writes what keeps the connection warm and means nothing.</summary>
    void WritePing(IBufferWriter<byte> output);

    /// <summary>Ends a reply that nobody can go on with, in the protocol's own form of an error.</summary>
    void WriteError(string message, IBufferWriter<byte> output);

    /// <summary>Writes a whole reply, for a client that did not ask for a stream.</summary>
    void WriteWhole(FinishedReply reply, IBufferWriter<byte> output);
}

/// <summary>A reply that is complete.</summary>
public sealed record FinishedReply(string Id, string Model, Message Message, StopReason Reason, string? StopSequence, TokenUsage Usage);
