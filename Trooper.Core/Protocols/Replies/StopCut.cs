using System.Text;

namespace Trooper.Core.Protocols.Replies;

/// <summary>
/// Ends an answer at the client's stop sequences, for providers that take none. What may be the beginning of one is held back until more is known;
/// what comes behind one is not read.
/// </summary>
/// <param name="inner">The provider's reader.</param>
public sealed class StopCut(IReplyReader inner, IReadOnlyList<string> stops) : IReplyReader
{
    private readonly byte[][] sequences = [.. stops.Where(stop => stop.Length > 0).Select(Encoding.UTF8.GetBytes)];
    private readonly List<byte> held = [];
    private bool isCut;

    public void ReadFrame(ReadOnlySpan<byte> data, IReplySink sink)
    {
        if (!isCut)
            inner.ReadFrame(data, new Sink(this, sink));
    }

    public void ReadWhole(ReadOnlySpan<byte> body, IReplySink sink) => inner.ReadWhole(body, new Sink(this, sink));

    public void ReadEnd(IReplySink sink)
    {
        if (!isCut)
            inner.ReadEnd(new Sink(this, sink));
    }

    private void On(in ReplyEvent reply, IReplySink sink)
    {
        if (isCut)
            return;
        if (reply.Kind == ReplyEventKind.Text)
        {
            OnText(reply.Data, sink);
            return;
        }
        if (reply.Kind is ReplyEventKind.BlockEnded or ReplyEventKind.Stopped or ReplyEventKind.Ended)
            Release(held.Count, sink);
        sink.On(reply);
    }

    private void OnText(ReadOnlySpan<byte> piece, IReplySink sink)
    {
        held.AddRange(piece);
        var text = held.ToArray();
        var (at, stop) = FirstStop(text);
        if (stop is null)
        {
            Release(text.Length - PartialStop(text), sink);
            return;
        }
        Release(at, sink);
        isCut = true;
        sink.On(new() { Kind = ReplyEventKind.BlockEnded });
        sink.On(new() { Kind = ReplyEventKind.Stopped, Reason = StopReason.StopSequence, Name = Encoding.UTF8.GetString(stop) });
        sink.On(new() { Kind = ReplyEventKind.Ended });
    }

    private (int At, byte[]? Stop) FirstStop(ReadOnlySpan<byte> text)
    {
        var first = (At: int.MaxValue, Stop: (byte[]?)null);
        foreach (var stop in sequences)
        {
            if (text.IndexOf(stop) is >= 0 and var at && at < first.At)
                first = (at, stop);
        }
        return first;
    }

    /// <summary>How many of the last bytes may be the beginning of a stop sequence.</summary>
    private int PartialStop(ReadOnlySpan<byte> text)
    {
        var longest = 0;
        foreach (var stop in sequences)
        {
            for (var length = Math.Min(stop.Length - 1, text.Length); length > longest; length--)
            {
                if (text.EndsWith(stop.AsSpan(0, length)))
                    longest = length;
            }
        }
        return longest;
    }

    private void Release(int count, IReplySink sink)
    {
        if (count == 0)
            return;
        var text = held.ToArray();
        held.RemoveRange(0, count);
        sink.On(new() { Kind = ReplyEventKind.Text, Data = text.AsSpan(0, count) });
    }

    private sealed class Sink(StopCut cut, IReplySink outer) : IReplySink
    {
        public void On(in ReplyEvent reply) => cut.On(reply, outer);
    }
}
