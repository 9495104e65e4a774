using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols.Gemini;
using Trooper.Core.Protocols.OpenAI;
using Trooper.Core.Protocols.OpenAI.Chat;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Tests.Protocols.OpenAI.Chat;

public sealed class ChatReplyReaderTests
{
    private const string Folder = "Protocols/OpenAI/Chat/Transcripts";

    public static readonly TheoryData<string> Transcripts = ["text", "interleaved-calls", "gemini-calls", "reasoning"];

    [Theory]
    [MemberData(nameof(Transcripts))]
    public void A_transcript_reads_as_its_events(string name) => Assert.Equal(Events(name), Log(name).Lines);

    [Theory]
    [MemberData(nameof(Transcripts))]
    public void It_makes_no_difference_how_a_stream_is_cut_into_chunks(string name) =>
        Prop.ForAll(Gen.Choose(1, 90).NonEmptyListOf().ToArbitrary(), chunks => Assert.Equal(Events(name), Log(name, [.. chunks]).Lines))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_calls_signature_is_kept_with_it()
    {
        var calls = Log("gemini-calls").Recorder.ToMessage().ToolCalls;

        Assert.Equal(["SIG=", null, "LATE="], calls.Select(call => call.Signature));
    }

    [Fact]
    public void A_stream_without_a_finish_reason_was_cut_whatever_its_last_frame_says()
    {
        var stream = File.ReadAllText($"{Folder}/text.sse").Replace("\"finish_reason\":\"stop\"", "\"finish_reason\":null");

        Assert.False(ReplyLog.OfStream(Encoding.UTF8.GetBytes(stream), Reader()).Recorder.IsEnded);
    }

    [Theory]
    [InlineData("""{"error":{"message":"busy","type":"server_error","code":null}}""", "failed server_error: busy")]
    [InlineData("""{"error":"busy"}""", "failed server_error: busy")]
    [InlineData("""[{"error":{"code":429,"message":"slow down","status":"RESOURCE_EXHAUSTED"}}]""", "failed RESOURCE_EXHAUSTED: slow down")]
    public void An_error_in_the_stream_is_told(string frame, string line)
    {
        var log = new ReplyLog();

        Reader().ReadFrame(ChatConversation.Utf8(frame), log);

        Assert.Equal([line], log.Lines);
    }

    [Theory]
    [InlineData("\"stop\"", "null", StopReason.EndTurn)]
    [InlineData("\"stop\"", "\"I can't.\"", StopReason.Refusal)]
    [InlineData("\"content_filter\"", "null", StopReason.Refusal)]
    [InlineData("\"length\"", "null", StopReason.MaxTokens)]
    [InlineData("null", "null", StopReason.EndTurn)]
    public void A_whole_reply_tells_why_it_stopped(string finish, string refusal, StopReason reason)
    {
        var log = ReplyLog.OfWhole(ChatConversation.Utf8($$"""
            {"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"hm","refusal":{{refusal}} },"finish_reason":{{finish}} }],
             "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3} }
            """), Reader());

        Assert.Equal((reason, true, new(1, 2)), (log.Recorder.Reason, log.Recorder.IsEnded, log.Recorder.Usage));
    }

    [Fact]
    public void A_whole_reply_with_calls_means_tools_and_maps_their_names_back()
    {
        var names = ToolNames.Of([new Tool("disk.read", null, "{}")]);
        var log = ReplyLog.OfWhole(ChatConversation.Utf8($$"""
            {"id":"c","model":"m","choices":[{"message":{"reasoning_content":"t","content":null,"tool_calls":[
              {"id":"call 1","function":{"name":"{{ToolNames.Sent("disk.read")}}","arguments":"{\"a\""} },
              {"id":"b","function":{"name":"now","arguments":""} }]},"finish_reason":"stop"}]}
            """), new ChatReplyReader(() => "new", names));

        Assert.Equal(StopReason.ToolUse, log.Recorder.Reason);
        var calls = log.Recorder.ToMessage().ToolCalls.ToList();
        Assert.Equal([("disk.read", "{\"a\""), ("now", "{}")], calls.Select(call => (call.Name, call.ArgumentsJson)));
        Assert.Equal(CallIds.Fit("call 1"), calls[0].Id);
    }

    [Theory]
    [InlineData("""{"object":"response"}""")]
    [InlineData("[]")]
    [InlineData("<html>")]
    public void What_is_no_completion_is_refused(string body) =>
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => ReplyLog.OfWhole(ChatConversation.Utf8(body), Reader()));

    [Fact]
    public void Half_a_character_in_a_stream_is_no_protocol() => Assert.Throws<System.Text.Json.JsonException>(() =>
        Reader().ReadFrame(ChatConversation.Utf8("""{"choices":[{"index":0,"delta":{"content":"\ud83d"}}]}"""), new ReplyLog()));

    private static ReplyLog Log(string name, params int[] chunks)
    {
        var minted = 0;
        IReplyReader reader = name.StartsWith("gemini", StringComparison.Ordinal)
            ? new GeminiReplyReader(() => $"new-{++minted}", ToolNames.Unchanged)
            : new ChatReplyReader(() => $"new-{++minted}", ToolNames.Unchanged);
        return ReplyLog.OfStream(File.ReadAllBytes($"{Folder}/{name}.sse"), reader, chunks);
    }

    private static ChatReplyReader Reader() => new(() => "new", ToolNames.Unchanged);

    private static string[] Events(string name) => File.ReadAllLines($"{Folder}/{name}.events");
}
