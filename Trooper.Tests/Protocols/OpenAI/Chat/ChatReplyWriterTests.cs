using System.Buffers;
using System.Text;
using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols.Framing;
using Trooper.Core.Protocols.OpenAI;
using Trooper.Core.Protocols.OpenAI.Chat;
using Trooper.Core.Protocols.Replies;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Protocols.OpenAI.Chat;

public sealed class ChatReplyWriterTests
{
    private readonly ArrayBufferWriter<byte> output = new();
    private readonly ChatReplyWriter writer = new("chatcmpl-own", "m", DateTimeOffset.UnixEpoch.AddSeconds(9), 30, wantsUsage: true);

    [Fact]
    public void What_is_written_reads_back_as_it_was()
    {
        Say(new() { Kind = ReplyEventKind.Started, Id = "msg_1", Name = "claude-x" });
        Block(BlockKind.Thinking, ReplyEventKind.Thinking, "hm");
        Block(BlockKind.Text, ReplyEventKind.Text, "say \"hi\"\n", "é🙂");
        Block(BlockKind.ToolCall, ReplyEventKind.Arguments, "{\"a\":", "1}");
        Block(BlockKind.ToolCall, ReplyEventKind.Arguments);
        Say(new() { Kind = ReplyEventKind.Usage, Usage = new(50, 7, 20) });
        Say(new() { Kind = ReplyEventKind.Stopped, Reason = StopReason.ToolUse });
        Say(new() { Kind = ReplyEventKind.Ended });

        var read = ReplyLog.OfStream(output.WrittenSpan, new ChatReplyReader(() => "new", ToolNames.Unchanged));

        Assert.Equal(
            [
                "started chatcmpl-own claude-x", "block Thinking", "thinking hm", "end", "block Text", "text say \"hi\"\\n", "text é🙂", "end",
                "block ToolCall call_1 f", "arguments {\"a\":", "arguments 1}", "end", "block ToolCall call_1 f", "arguments {}", "end",
                "stopped ToolUse", "usage 50 7 20", "ended",
            ],
            read.Lines.Where(line => line != "").Select(line => line));
    }

    [Fact]
    public void Chunks_are_as_the_SDKs_demand_them()
    {
        Say(new() { Kind = ReplyEventKind.Started });
        Block(BlockKind.ToolCall, ReplyEventKind.Arguments, "{}");
        Say(new() { Kind = ReplyEventKind.Stopped, Reason = StopReason.EndTurn });
        Say(new() { Kind = ReplyEventKind.Ended });

        var chunks = Frames();
        Assert.Equal("[DONE]", chunks[^1]);
        var parsed = chunks.SkipLast(1).Select(WireJson.Parse).ToList();
        Assert.All(parsed, chunk => Assert.Equal(("chatcmpl-own", "chat.completion.chunk", 9), (chunk.Text("id"), chunk.Text("object"), chunk.Integer("created"))));
        Assert.Equal("assistant", Delta(parsed[0]).Text("role"));
        var call = Delta(parsed[1]).Items("tool_calls")[0];
        Assert.Equal((0, "call_1", "function", "f"), (call.Integer("index"), call.Text("id"), call.Text("type"), call.Field("function").Text("name")));
        Assert.False(Delta(parsed[2]).Items("tool_calls")[0].Has("id"));
        Assert.Equal("tool_calls", parsed[3].Items("choices")[0].Text("finish_reason"));
        Assert.All(parsed.SkipLast(1), chunk => Assert.Equal(JsonValueKind.Null, chunk.Field("usage").ValueKind));
        Assert.True(parsed[^1].Field("choices").IsArray && parsed[^1].Items("choices").Length == 0);
        Assert.Equal(30, parsed[^1].Field("usage").Integer("prompt_tokens"));
    }

    [Fact]
    public void A_reply_that_passed_through_goes_on_under_its_own_id()
    {
        writer.Observe(new() { Kind = ReplyEventKind.Started, Id = "chatcmpl-theirs", Name = "gpt-x" });
        writer.Observe(new() { Kind = ReplyEventKind.BlockStarted, Block = BlockKind.Text });
        writer.Observe(new() { Kind = ReplyEventKind.Text, Data = "half"u8 });
        writer.Observe(new() { Kind = ReplyEventKind.Usage, Usage = new(10, 2) });
        writer.HandOver();
        Say(new() { Kind = ReplyEventKind.Started, Id = "other", Name = "llama" });
        Block(BlockKind.Text, ReplyEventKind.Text, " and half");
        Say(new() { Kind = ReplyEventKind.Usage, Usage = new(12, 3) });
        Say(new() { Kind = ReplyEventKind.Stopped, Reason = StopReason.EndTurn });
        Say(new() { Kind = ReplyEventKind.Ended });

        var parsed = Frames().SkipLast(1).Select(WireJson.Parse).ToList();
        Assert.All(parsed, chunk => Assert.Equal(("chatcmpl-theirs", "gpt-x"), (chunk.Text("id"), chunk.Text("model"))));
        Assert.DoesNotContain(parsed, chunk => chunk.Items("choices").Any(choice => choice.Field("delta").Has("role")));
        Assert.Equal((22, 5), (parsed[^1].Field("usage").Integer("prompt_tokens"), parsed[^1].Field("usage").Integer("completion_tokens")));
    }

    [Fact]
    public void An_end_that_passed_through_is_not_written_again()
    {
        writer.Observe(new() { Kind = ReplyEventKind.Stopped, Reason = StopReason.EndTurn });
        writer.Observe(new() { Kind = ReplyEventKind.Ended });

        Say(new() { Kind = ReplyEventKind.Ended });

        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void A_ping_is_a_comment_and_an_error_has_the_envelope()
    {
        writer.WritePing(output);
        Assert.Equal(": ping\n\n", Encoding.UTF8.GetString(output.WrittenSpan));

        writer.WriteError("gone", output);
        var error = WireJson.Parse(Assert.Single(Frames())).Field("error");
        Assert.Equal(("gone", "server_error"), (error.Text("message"), error.Text("type")));
    }

    [Fact]
    public void A_whole_reply_reads_back_as_it_was()
    {
        var message = new Message(Role.Assistant, [new ThinkingBlock("hm", null), new TextBlock("so"), new ToolCallBlock("call_1", "f", "{\"a\":1}")]);

        writer.WriteWhole(new("chatcmpl-2", "m", message, StopReason.ToolUse, null, new(50, 7, 20)), output);

        var log = ReplyLog.OfWhole(output.WrittenSpan, new ChatReplyReader(() => "new", ToolNames.Unchanged));
        Assert.Equal(message.Content, log.Recorder.ToMessage().Content);
        Assert.Equal((StopReason.ToolUse, new(50, 7, 20)), (log.Recorder.Reason, log.Recorder.Usage));
    }

    private void Block(BlockKind block, ReplyEventKind kind, params string[] pieces)
    {
        var isCall = block == BlockKind.ToolCall;
        Say(new() { Kind = ReplyEventKind.BlockStarted, Block = block, Id = isCall ? "call_1" : null, Name = isCall ? "f" : null });
        foreach (var piece in pieces)
            Say(new() { Kind = kind, Data = Encoding.UTF8.GetBytes(piece) });
        Say(new() { Kind = ReplyEventKind.BlockEnded });
    }

    private void Say(in ReplyEvent reply) => writer.Write(reply, output);

    private static JsonElement Delta(JsonElement chunk) => chunk.Items("choices")[0].Field("delta");

    private List<string> Frames()
    {
        var found = new List<string>();
        using var frames = new SseFrameReader();
        output.WrittenSpan.CopyTo(frames.Room().Span);
        frames.Filled(output.WrittenCount);
        while (frames.TryRead())
        {
            if (!frames.Data.IsEmpty)
                found.Add(Encoding.UTF8.GetString(frames.Data));
        }
        return found;
    }
}
