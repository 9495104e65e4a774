using System.Text;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Tests.Protocols.Replies;

public sealed class StopCutTests
{
    [Theory]
    [InlineData("one STOP two", "one ", "STOP")]
    [InlineData("one END two STOP", "one ", "END")]
    [InlineData("ends with ST", "ends with ST", null)]
    [InlineData("SSTOP", "S", "STOP")]
    [InlineData("nothing", "nothing", null)]
    [InlineData("é—STOP", "é—", "STOP")]
    public void An_answer_ends_at_the_first_stop_sequence_however_it_is_chunked(string text, string kept, string? stop)
    {
        for (var size = 1; size <= 8; size++)
        {
            var recorder = Read(text, size, "STOP", "END");

            Assert.Equal((kept, stop), (recorder.ToMessage().Text, recorder.StopSequence));
            Assert.Equal((stop is null ? StopReason.EndTurn : StopReason.StopSequence, true), (recorder.Reason!.Value, recorder.IsEnded));
        }
    }

    private static ReplyRecorder Read(string text, int size, params string[] stops)
    {
        var recorder = new ReplyRecorder();
        var cut = new StopCut(new Parrot(), stops);
        foreach (var piece in Encoding.UTF8.GetBytes(text).Chunk(size))
            cut.ReadFrame(piece, recorder);
        cut.ReadEnd(recorder);
        return recorder;
    }

    /// <summary>Frames are texts.</summary>
    private sealed class Parrot : IReplyReader
    {
        private bool begun;

        public void ReadFrame(ReadOnlySpan<byte> data, IReplySink sink)
        {
            if (!begun)
                sink.On(new() { Kind = ReplyEventKind.BlockStarted, Block = BlockKind.Text });
            begun = true;
            sink.On(new() { Kind = ReplyEventKind.Text, Data = data });
        }

        public void ReadWhole(ReadOnlySpan<byte> body, IReplySink sink) => throw new NotSupportedException();

        public void ReadEnd(IReplySink sink)
        {
            sink.On(new() { Kind = ReplyEventKind.BlockEnded });
            sink.On(new() { Kind = ReplyEventKind.Stopped, Reason = StopReason.EndTurn });
            sink.On(new() { Kind = ReplyEventKind.Ended });
        }
    }
}
