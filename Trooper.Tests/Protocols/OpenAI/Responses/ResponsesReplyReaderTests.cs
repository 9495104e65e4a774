using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols.OpenAI;
using Trooper.Core.Protocols.OpenAI.Responses;
using Trooper.Core.Protocols.Replies;
using Trooper.Core.Sessions;

namespace Trooper.Tests.Protocols.OpenAI.Responses;

public sealed class ResponsesReplyReaderTests
{
    private const string Everything =
        """
        [{"role":"assistant","content":[
          {"type":"thinking","thinking":"Look it up.\n\nThen say it.","signature":"trooper-foreign.openai.gAAAsealed"},
          {"type":"text","text":"In Zürich \"it\" 🙂\n"},
          {"type":"tool_use","id":"call_0a","name":"mcp__lookup","input":{"city":"Oslo"}},
          {"type":"tool_use","id":"call_0b","name":"apply_patch","input":{"input":"*** Begin \"Patch\""}},
          {"type":"tool_use","id":"call_0c","name":"local_shell","input":{"type":"exec","command":["ls"]}}]}]
        """;

    [Fact]
    public void Reads_reasoning_text_and_calls_of_every_kind_and_passes_over_the_rest()
    {
        var reply = Transcript.Record(Transcript.Golden("openai-searches-then-calls.sse"));

        Requests.AssertSameJson(Everything, Requests.Json([reply.ToMessage()]));
        Assert.Equal(("resp_0a", "gpt-6-2026-08-01", StopReason.ToolUse, true), (reply.Id, reply.Model, reply.Reason, reply.IsEnded));
        Assert.Equal(new TokenUsage(120, 40, CacheRead: 100, Reasoning: 12), reply.Usage);
    }

    [Fact]
    public void A_stream_says_the_same_however_it_is_cut()
    {
        var bytes = Encoding.UTF8.GetBytes(Transcript.Golden("openai-searches-then-calls.sse"));
        Prop.ForAll(Gen.Choose(1, 700).NonEmptyListOf().ToArbitrary(), sizes =>
        {
            var reply = Transcript.Record(Cut(bytes, sizes));

            Requests.AssertSameJson(Everything, Requests.Json([reply.ToMessage()]));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Events_say_where_they_stand()
    {
        var places = new Places();
        var reader = new ResponsesReplyReader();
        Transcript.ForEachFrame([Encoding.UTF8.GetBytes(Transcript.Golden("openai-searches-then-calls.sse"))], data => reader.ReadFrame(data, places));

        Assert.Equal(new StreamPlace(16, 2), places.OfLast(ReplyEventKind.Text));
        Assert.Equal(new StreamPlace(22, 3), places.OfFirst(ReplyEventKind.Arguments));
        Assert.Equal(new StreamPlace(8, 0), places.OfLast(ReplyEventKind.Thinking));
    }

    [Fact]
    public void A_whole_reply_that_was_cut_short_says_so()
    {
        var recorder = new ReplyRecorder();
        new ResponsesReplyReader().ReadWhole(Encoding.UTF8.GetBytes(Transcript.Golden("openai-reply.json")), recorder);

        Assert.Equal("One. Two.", recorder.ToMessage().Text);
        Assert.Equal("{\"city\":", recorder.ToMessage().ToolCalls.Single().ArgumentsJson);
        Assert.Equal((StopReason.MaxTokens, true, new TokenUsage(7, 3)), (recorder.Reason, recorder.IsEnded, recorder.Usage));
    }

    [Theory]
    [InlineData("""{"type":"error","sequence_number":3,"code":"rate_limit_exceeded","message":"Slow down.","param":null}""", "rate_limit_exceeded", "Slow down.")]
    [InlineData("""{"type":"error","error":{"type":"server_error","code":null,"message":"Oops."}}""", "server_error", "Oops.")]
    [InlineData("""{"error":{"type":"invalid_request_error","code":"context_length_exceeded","message":"Too long."}}""", "context_length_exceeded", "Too long.")]
    [InlineData("""{"type":"response.failed","response":{"id":"resp_1","status":"failed","error":{"code":"insufficient_quota","message":"No money."}}}""", "insufficient_quota", "No money.")]
    [InlineData("""{"type":"response.cancelled","response":{"id":"resp_1","status":"cancelled"}}""", "server_error", "the response is cancelled")]
    public void A_failure_inside_the_stream_is_read_with_its_code(string frame, string code, string message)
    {
        var reply = Transcript.Record($"data: {frame}\n\n");

        Assert.Equal((code, message, false), (reply.ErrorType, reply.ErrorMessage, reply.IsEnded));
    }

    [Fact]
    public void A_refusal_is_text_and_a_reason_to_stop()
    {
        var reply = Transcript.Record("""
            data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","model":"m"}}

            data: {"type":"response.output_item.added","output_index":0,"item":{"id":"msg_1","type":"message","content":[]}}

            data: {"type":"response.refusal.delta","output_index":0,"content_index":0,"delta":"I can't."}

            data: {"type":"response.output_item.done","output_index":0,"item":{"id":"msg_1","type":"message","content":[{"type":"refusal","refusal":"I can't."}]}}

            data: {"type":"response.completed","response":{"id":"resp_1","status":"completed","output":[]}}


            """);

        Assert.Equal(("I can't.", StopReason.Refusal), (reply.ToMessage().Text, reply.Reason));
    }

    [Fact]
    public void A_reply_that_comes_only_in_its_end_is_read_from_there()
    {
        var reply = Transcript.Record("""
            data: {"type":"response.completed","response":{"id":"resp_1","model":"m","status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"All."}]}]}}


            """);

        Assert.Equal(("All.", "resp_1", StopReason.EndTurn), (reply.ToMessage().Text, reply.Id, reply.Reason));
    }

    [Fact]
    public void A_stream_without_its_end_is_not_ended()
    {
        var whole = Transcript.Golden("openai-searches-then-calls.sse");

        Assert.False(Transcript.Record(whole[..whole.IndexOf("event: response.completed", StringComparison.Ordinal)]).IsEnded);
    }

    [Theory]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""["no event"]""")]
    [InlineData("""{"type":"response.function_call_arguments.delta","delta":"{"}""")]
    public void What_is_not_the_protocol_is_refused(string frame) =>
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => Transcript.Record($"data: {frame}\n\n"));

    [Fact]
    public void A_whole_body_that_is_not_the_protocol_is_refused() =>
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => new ResponsesReplyReader().ReadWhole("""{"object":"chat.completion"}"""u8, new ReplyRecorder()));

    [Fact]
    public void A_tool_gets_its_long_name_back()
    {
        var tool = new Tool(new string('n', 80), null, "{}");
        var sent = System.Text.Json.JsonElement.Parse(Requests.Write(Requests.Of(Message.User("x")) with { Tools = [tool] })).GetProperty("tools")[0].GetProperty("name").GetString();
        var recorder = new ReplyRecorder();

        new ResponsesReplyReader(ToolNames.Of([tool])).ReadWhole(Encoding.UTF8.GetBytes(
            $$"""{"object":"response","status":"completed","output":[{"type":"function_call","call_id":"c","name":"{{sent}}","arguments":""}]}"""), recorder);

        Assert.InRange(sent!.Length, 1, 64);
        Assert.Equal((tool.Name, "{}"), (recorder.ToMessage().ToolCalls.Single().Name, recorder.ToMessage().ToolCalls.Single().ArgumentsJson));
    }

    private static IEnumerable<byte[]> Cut(byte[] bytes, IReadOnlyList<int> sizes)
    {
        for (int at = 0, piece = 0; at < bytes.Length; piece++)
        {
            var end = Math.Min(bytes.Length, at + sizes[piece % sizes.Count]);
            yield return bytes[at..end];
            at = end;
        }
    }

    private sealed class Places : IReplySink
    {
        private readonly List<(ReplyEventKind Kind, StreamPlace Place)> seen = [];

        public void On(in ReplyEvent reply) => seen.Add((reply.Kind, reply.Place));

        public StreamPlace OfFirst(ReplyEventKind kind) => seen.First(item => item.Kind == kind).Place;

        public StreamPlace OfLast(ReplyEventKind kind) => seen.Last(item => item.Kind == kind).Place;
    }
}
