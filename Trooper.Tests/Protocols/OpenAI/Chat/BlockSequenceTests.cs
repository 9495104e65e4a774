using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols.OpenAI;
using Trooper.Core.Protocols.OpenAI.Chat;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Tests.Protocols.OpenAI.Chat;

public sealed class BlockSequenceTests
{
    private static readonly string[] Arguments = ["""{"a":"}\"{"}""", """{"list":[1,{"b":2}],"c":"\\"}""", "{}", """{"x":1}"""];

    [Fact]
    public void However_calls_are_interleaved_each_comes_out_whole_and_one_after_another() =>
        Prop.ForAll(Gen.Choose(0, 3).ListOf().ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (order, size) =>
        {
            var log = new ReplyLog();
            var calls = new BlockSequence(() => "new", ToolNames.Unchanged);
            var sent = new int[Arguments.Length];
            foreach (var index in order.Concat(Enumerable.Range(0, Arguments.Length).SelectMany(index => Enumerable.Repeat(index, 40))))
                sent[index] += Send(calls, index, sent[index], size, log);
            calls.Finish(log);

            Assert.Equal(
                Arguments.Select((arguments, index) => ($"call_{index}", arguments)).OrderBy(call => call.Item1),
                log.Recorder.ToMessage().ToolCalls.Select(call => (call.Id, call.ArgumentsJson)).OrderBy(call => call.Id));
            Assert.Equal(Arguments.Length, log.Lines.Count(line => line == "end"));
            Assert.True(BlocksAreSequential(log.Lines));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_providers_habit_of_repeating_id_and_name_makes_no_second_call()
    {
        var log = new ReplyLog();
        var calls = new BlockSequence(() => "new", ToolNames.Unchanged);
        calls.Call(new() { Index = 0, Id = "a", Name = "f", Arguments = "{\"x\""u8 }, log);
        calls.Call(new() { Index = 0, Id = "a", Name = "f", Arguments = ":1}"u8 }, log);
        calls.Finish(log);

        Assert.Equal([new ToolCallBlock("a", "f", "{\"x\":1}")], log.Recorder.ToMessage().Content);
    }

    [Fact]
    public void A_piece_of_a_call_that_never_began_is_no_protocol() =>
        Assert.Throws<System.Text.Json.JsonException>(
            () => new BlockSequence(() => "new", ToolNames.Unchanged).Call(new() { Index = 0, Arguments = "{}"u8 }, new ReplyLog()));

    // The first delta of a call names it; then come its arguments, piece by piece.
    private static int Send(BlockSequence calls, int index, int position, int size, IReplySink sink)
    {
        if (position == 0)
        {
            calls.Call(new() { Index = index, Id = $"call_{index}", Name = "f" }, sink);
            return 1;
        }
        var left = Arguments[index].AsSpan(Math.Min(position - 1, Arguments[index].Length));
        var piece = left[..Math.Min(size, left.Length)].ToString();
        calls.Call(new() { Index = index, Arguments = Encoding.UTF8.GetBytes(piece) }, sink);
        return piece.Length;
    }

    private static bool BlocksAreSequential(IEnumerable<string> lines)
    {
        var isOpen = false;
        foreach (var line in lines)
        {
            var opens = line.StartsWith("block", StringComparison.Ordinal);
            if (opens == isOpen && (opens || line == "end" || line.StartsWith("arguments", StringComparison.Ordinal)))
                return false;
            isOpen = opens || (isOpen && line != "end");
        }
        return true;
    }
}
