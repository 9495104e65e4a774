using System.Text;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>A piece of a tool call as a delta has it.</summary>
internal readonly ref struct CallDelta
{
    public int? Index { get; init; }
    public string? Id { get; init; }
    public string? Name { get; init; }
    public string? Signature { get; init; }
    public ReadOnlySpan<byte> Arguments { get; init; }
}

/// <summary>
/// Puts what a reply's deltas carry, several calls at once in any order, into blocks one after another. The open block is given on as it comes; while
/// it is a call that is not complete, the others wait.
/// </summary>
/// <param name="newCallId">Makes ids for calls that come without one.</param>
/// <param name="names">The names that the request's tools were sent under.</param>
internal sealed class BlockSequence(Func<string> newCallId, ToolNames names)
{
    private readonly List<BlockLane> calls = [];
    private readonly List<BlockLane> waiting = [];
    private BlockLane? open;

    public bool HasCalls => calls.Count > 0;

    public void Piece(BlockKind kind, ReadOnlySpan<byte> data, IReplySink sink)
    {
        if (data.IsEmpty)
            return;
        if (open?.Kind != kind)
        {
            if (open is { CanClose: false })
            {
                Wait(kind, data);
                return;
            }
            Close(sink);
            Open(new(kind), sink);
        }
        Emit(data, sink);
    }

    /// <exception cref="System.Text.Json.JsonException">The delta belongs to no call.</exception>
    public void Call(in CallDelta delta, IReplySink sink)
    {
        var lane = Find(delta);
        if (lane is null)
        {
            lane = Begin(delta);
            if (open is { CanClose: false })
            {
                waiting.Add(lane);
            }
            else
            {
                Close(sink);
                Open(lane, sink);
            }
        }
        else if (delta.Signature is { } signature)
        {
            Sign(lane, signature, sink);
        }
        Continue(lane, delta.Arguments, sink);
    }

    /// <summary>A thought signature that came by itself belongs to the last call.</summary>
    public void Sign(string signature, IReplySink sink)
    {
        if (calls is [.., var last])
            Sign(last, signature, sink);
    }

    /// <summary>The reply is complete, and so are all blocks.</summary>
    public void Finish(IReplySink sink)
    {
        while (open is not null)
            Close(sink);
    }

    // A delta with a name, or an id that is new, begins a call: Gemini numbers all calls 0 or not at all, others repeat id and name on every delta.
    private BlockLane? Find(in CallDelta delta)
    {
        var index = delta.Index;
        var same = index is null ? calls.LastOrDefault() : calls.FindLast(call => call.Index == index);
        if (same is null)
            return null;
        if (!string.IsNullOrEmpty(delta.Id))
            return same.WireId == delta.Id || (same.WireId.Length == 0 && string.IsNullOrEmpty(delta.Name)) ? same : null;
        return string.IsNullOrEmpty(delta.Name) ? same : null;
    }

    private BlockLane Begin(in CallDelta delta)
    {
        if (string.IsNullOrEmpty(delta.Name))
            throw new System.Text.Json.JsonException("a tool call begins with its name");
        var lane = new BlockLane(BlockKind.ToolCall)
        {
            Index = delta.Index,
            WireId = delta.Id ?? "",
            Id = string.IsNullOrEmpty(delta.Id) ? newCallId() : CallIds.Fit(delta.Id),
            Name = names.Original(delta.Name),
            Signature = delta.Signature,
        };
        calls.Add(lane);
        return lane;
    }

    private void Continue(BlockLane lane, ReadOnlySpan<byte> arguments, IReplySink sink)
    {
        if (arguments.IsEmpty)
            return;
        lane.Follow(arguments);
        if (waiting.Contains(lane))
            lane.Hold(arguments);
        else if (lane == open)
            Emit(arguments, sink);
        else if (arguments.IndexOfAnyExcept(" \t\r\n"u8) >= 0)
            throw new System.Text.Json.JsonException("a tool call goes on behind its end");
        if (waiting.Count > 0 && open is { CanClose: true })
            Close(sink);
    }

    private void Sign(BlockLane lane, string signature, IReplySink sink)
    {
        lane.Signature = signature;
        if (lane == open)
            sink.On(new() { Kind = ReplyEventKind.Signature, Data = Encoding.UTF8.GetBytes(signature) });
    }

    private void Wait(BlockKind kind, ReadOnlySpan<byte> data)
    {
        if (waiting is not [.., { } last] || last.Kind != kind)
            waiting.Add(last = new(kind));
        last.Hold(data);
    }

    private void Open(BlockLane lane, IReplySink sink)
    {
        open = lane;
        sink.On(new() { Kind = ReplyEventKind.BlockStarted, Block = lane.Kind, Id = lane.Id, Name = lane.Name });
        if (lane.Signature is { } signature)
            Sign(lane, signature, sink);
        if (!lane.Held.IsEmpty)
            Emit(lane.Held, sink);
    }

    // The next that waits is opened, and closed again where it is complete and more wait behind it.
    private void Close(IReplySink sink)
    {
        while (open is not null)
        {
            sink.On(new() { Kind = ReplyEventKind.BlockEnded });
            open = null;
            if (waiting.Count == 0)
                return;
            var next = waiting[0];
            waiting.RemoveAt(0);
            Open(next, sink);
            if (waiting.Count == 0 || !next.CanClose)
                return;
        }
    }

    private void Emit(ReadOnlySpan<byte> piece, IReplySink sink) => sink.On(new()
    {
        Kind = open!.Kind switch
        {
            BlockKind.ToolCall => ReplyEventKind.Arguments,
            BlockKind.Thinking => ReplyEventKind.Thinking,
            _ => ReplyEventKind.Text,
        },
        Data = piece,
    });
}
