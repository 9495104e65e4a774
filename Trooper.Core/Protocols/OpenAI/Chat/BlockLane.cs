using System.Buffers;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>A block of a reply on its way: open and given on as it comes, or waiting for its turn with what has come of it.</summary>
internal sealed class BlockLane(BlockKind kind)
{
    private ArrayBufferWriter<byte>? held;
    private ArgumentsProgress progress;

    public BlockKind Kind => kind;

    /// <summary>The call's number on the wire, which need not be its own.</summary>
    public int? Index { get; init; }

    /// <summary>The call's id on the wire; empty where the provider gave none.</summary>
    public string WireId { get; init; } = "";

    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? Signature { get; set; }

    /// <summary>It may be closed: it is no call, or one whose arguments are complete.</summary>
    public bool CanClose => kind != BlockKind.ToolCall || progress.IsComplete;

    public ReadOnlySpan<byte> Held => held is null ? default : held.WrittenSpan;

    public void Follow(ReadOnlySpan<byte> arguments) => progress.Follow(arguments);

    public void Hold(ReadOnlySpan<byte> piece) => (held ??= new(256)).Write(piece);
}
