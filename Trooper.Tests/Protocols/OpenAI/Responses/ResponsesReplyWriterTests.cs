using System.Buffers;
using System.Text;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols.OpenAI.Responses;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Tests.Protocols.OpenAI.Responses;

public sealed class ResponsesReplyWriterTests
{
    [Fact]
    public void Writes_the_events_that_clients_need_and_no_other()
    {
        var reply = new ReplyScript()
            .Starts("msg_from_claude", "claude-sim")
            .Thinks("sig", "Look ", "it up.")
            .Says("In ", "Oslo.")
            .Calls("call_1", "look_up", "{\"city\":", "\"Oslo\"}")
            .Calls("call_2", "mcp__lookup")
            .Calls("call_3", "apply_patch", "{\"input\":\"*** Begin", " \\\"Patch\\\"\"}")
            .Ends(StopReason.ToolUse, new(20, 9, CacheRead: 5));

        Transcript.AssertSameEvents(Transcript.Golden("written.sse"), reply.Stream);
        StreamGrammar.Check(reply.Stream);
    }

    [Fact]
    public void A_whole_reply_has_the_output_of_a_streamed_one()
    {
        var message = new Message(Role.Assistant,
        [
            new ThinkingBlock("Look it up.", "sig"), new TextBlock("In "), new TextBlock("Oslo."), new ToolCallBlock("call_1", "look_up", """{"city":"Oslo"}"""),
            new ToolCallBlock("call_2", "mcp__lookup", "{}"), new ToolCallBlock("call_3", "apply_patch", """{"input":"*** Begin \"Patch\""}"""),
        ]);
        var output = new ArrayBufferWriter<byte>();

        ReplyScript.NewWriter().WriteWhole(new("msg_from_claude", "claude-sim", message, StopReason.ToolUse, null, new(20, 9, CacheRead: 5)), output);

        Requests.AssertSameJson(Transcript.Events(Transcript.Golden("written.sse"))[^1].GetProperty("response").GetRawText(), Transcript.Text(output));
    }

    [Theory]
    [InlineData(StopReason.MaxTokens, "response.incomplete", "max_output_tokens")]
    [InlineData(StopReason.ContextWindowExceeded, "response.incomplete", "max_output_tokens")]
    [InlineData(StopReason.Refusal, "response.incomplete", "content_filter")]
    [InlineData(StopReason.StopSequence, "response.completed", null)]
    [InlineData(StopReason.PauseTurn, "response.completed", null)]
    public void The_end_says_whether_the_answer_is_complete(StopReason reason, string type, string? details)
    {
        var end = Transcript.Events(new ReplyScript().Starts().Says("One").Ends(reason).Stream)[^1];
        var response = end.GetProperty("response");

        Assert.Equal(type, end.GetProperty("type").GetString());
        Assert.Equal(details, response.GetProperty("incomplete_details") is { ValueKind: System.Text.Json.JsonValueKind.Object } given ? given.GetProperty("reason").GetString() : null);
        Assert.Equal(type["response.".Length..], response.GetProperty("status").GetString());
        Assert.Equal(type["response.".Length..], response.GetProperty("output")[0].GetProperty("status").GetString());
    }

    [Fact]
    public void Another_provider_goes_on_inside_the_same_message()
    {
        var cut = Until(Transcript.Golden("openai-searches-then-calls.sse"), "\"sequence_number\":17");
        var reply = Continued(cut);
        reply.Starts("msg_x", "claude-sim").BeginsToSay("is ", "cold.").EndsBlock().Ends(StopReason.EndTurn, new(30, 4));

        var events = Transcript.Events(cut + reply.Stream);
        var message = events[^1].GetProperty("response").GetProperty("output").EnumerateArray().Last();
        Transcript.AssertSameEvents(Transcript.Golden("continued.sse"), reply.Stream);
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(item => item.GetProperty("sequence_number").GetInt32()));
        Assert.Equal(("msg_0a", "In Zürich \"it\" 🙂\nis cold."), (message.GetProperty("id").GetString(), message.GetProperty("content")[0].GetProperty("text").GetString()));
        Assert.Equal("resp_0a", reply.Writer.Id);
    }

    [Fact]
    public void Another_provider_begins_an_item_of_its_own_after_one_that_was_done()
    {
        var cut = Until(Transcript.Golden("openai-searches-then-calls.sse"), "\"sequence_number\":10");
        var reply = Continued(cut);
        reply.Says("It is cold.").Ends(StopReason.EndTurn);

        var events = Transcript.Events(cut + reply.Stream);
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(item => item.GetProperty("sequence_number").GetInt32()));
        Assert.Equal([0, 1], events.Where(item => item.GetProperty("type").GetString() == "response.output_item.added").Select(item => item.GetProperty("output_index").GetInt32()));
        Assert.Equal("gAAAsealed", events[^1].GetProperty("response").GetProperty("output")[0].GetProperty("encrypted_content").GetString());
    }

    [Fact]
    public void Usage_adds_up_over_the_providers_that_wrote_the_answer()
    {
        var reply = new ReplyScript().Starts().BeginsToSay("One ").Write(new() { Kind = ReplyEventKind.Usage, Usage = new(10, 1) });
        reply.Writer.HandOver();
        reply.Starts().Says("two.").Ends(StopReason.EndTurn, new(14, 2));

        var usage = Transcript.Events(reply.Stream)[^1].GetProperty("response").GetProperty("usage");
        Assert.Equal((24, 3, 27), (usage.GetProperty("input_tokens").GetInt32(), usage.GetProperty("output_tokens").GetInt32(), usage.GetProperty("total_tokens").GetInt32()));
        StreamGrammar.Check(reply.Stream);
    }

    [Fact]
    public void A_provider_that_counts_nothing_leaves_an_estimate() =>
        Assert.Equal(12, Transcript.Events(new ReplyScript().Starts().Says("One").Ends(StopReason.EndTurn).Stream)[^1]
            .GetProperty("response").GetProperty("usage").GetProperty("input_tokens").GetInt32());

    [Fact]
    public void A_failure_ends_the_stream_with_its_code_and_what_had_come()
    {
        var reply = new ReplyScript().Starts().BeginsToSay("Half");
        reply.Writer.WriteError("nobody is left", reply.Output);

        var end = Transcript.Events(reply.Stream)[^1];
        var response = end.GetProperty("response");
        Assert.Equal(("response.failed", "failed"), (end.GetProperty("type").GetString(), response.GetProperty("status").GetString()));
        Requests.AssertSameJson("""{"code":"server_error","message":"nobody is left"}""", response.GetProperty("error").GetRawText());
        Assert.Equal(("incomplete", "Half"), (response.GetProperty("output")[0].GetProperty("status").GetString(), response.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString()));
    }

    [Fact]
    public void A_failure_before_anything_else_still_begins_the_response()
    {
        var output = new ArrayBufferWriter<byte>();
        ReplyScript.NewWriter().WriteError("nobody is left", output);

        Assert.Equal(["response.created", "response.in_progress", "response.failed"], Transcript.Events(Transcript.Text(output)).Select(item => item.GetProperty("type").GetString()));
    }

    [Fact]
    public void A_ping_is_a_comment_and_takes_no_number()
    {
        var reply = new ReplyScript().Starts().BeginsToSay("One ");
        reply.Writer.WritePing(reply.Output);
        reply.Write(new() { Kind = ReplyEventKind.Text, Data = "two."u8 }).EndsBlock().Ends(StopReason.EndTurn);

        Assert.Contains("\n\n: ping\n\n", reply.Stream);
        StreamGrammar.Check(reply.Stream);
    }

    [Fact]
    public void Reasoning_that_shows_nothing_has_no_part()
    {
        var reply = new ReplyScript().Starts().Thinks("sig").Says("One").Ends(StopReason.EndTurn);

        Assert.DoesNotContain("reasoning_summary", reply.Stream);
        StreamGrammar.Check(reply.Stream);
    }

    [Fact]
    public void What_only_another_provider_understands_is_left_out()
    {
        var reply = new ReplyScript().Starts()
            .Write(new() { Kind = ReplyEventKind.BlockStarted, Block = BlockKind.RedactedThinking, Data = "x"u8 }).EndsBlock()
            .Write(new() { Kind = ReplyEventKind.BlockStarted, Block = BlockKind.Opaque, Name = "web_search_tool_result", Data = "{}"u8 }).EndsBlock()
            .Says("One").Ends(StopReason.EndTurn);

        Assert.Single(Transcript.Events(reply.Stream)[^1].GetProperty("response").GetProperty("output").EnumerateArray());
        StreamGrammar.Check(reply.Stream);
    }

    private static string Until(string stream, string mark)
    {
        var at = stream.IndexOf(mark, StringComparison.Ordinal);
        return stream[..(stream.LastIndexOf("\n\n", at, StringComparison.Ordinal) + 2)];
    }

    /// <summary>A writer that saw this much of a native stream go by, when its provider broke off.</summary>
    private static ReplyScript Continued(string cut)
    {
        var writer = ReplyScript.NewWriter();
        var reader = new ResponsesReplyReader();
        Transcript.ForEachFrame([Encoding.UTF8.GetBytes(cut)], data => reader.ReadFrame(data, new Observer(writer)));
        writer.HandOver();
        return new(writer);
    }

    private sealed class Observer(IReplyWriter writer) : IReplySink
    {
        public void On(in ReplyEvent reply) => writer.Observe(reply);
    }
}
