using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.Gemini;
using Trooper.Core.Protocols.OpenAI;
using Trooper.Core.Protocols.Replies;
using Trooper.Tests.Fakes;

namespace Trooper.Tests.Protocols.Gemini;

/// <summary>Requests as they are written, to a vendor that refuses what Google refuses: unknown fields, lost signatures.</summary>
public sealed class GeminiTalkTests
{
    private static readonly Tool Weather = new("weather", null, """{"type":"object","properties":{"city":{"type":["string","null"],"default":"x"}},"$schema":"s"}""");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tool_loop_runs_to_its_end_with_the_signature_that_Gemini_gave(bool stream)
    {
        await using var fakes = await FakeUpstreams.Start();
        var question = Message.User("call weather({\"city\":\"Oslo\"}) call weather({\"city\":\"Rome\"})");

        var called = await Ask(fakes, stream, question);
        var calls = called.Recorder.ToMessage().ToolCalls.ToList();
        var results = calls.Select(Block (call) => new ToolResultBlock(call.Id, [new TextBlock("sun")])).ToList();
        var answered = await Ask(fakes, stream, question, called.Recorder.ToMessage(), new(Role.User, results));

        Assert.Equal(StopReason.ToolUse, called.Recorder.Reason);
        Assert.Equal(2, calls.Select(call => call.Id).Distinct().Count());
        Assert.NotNull(calls[0].Signature);
        Assert.Contains(calls[0].Signature!, fakes.Gemini.Requests[^1].Text);
        Assert.Contains("sun", answered.Recorder.ToMessage().Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Thoughts_are_told_from_the_answer(bool stream)
    {
        await using var fakes = await FakeUpstreams.Start();
        fakes.Gemini.Script(Behave.Thinks("let me see", "It is ", "so."));

        var answered = await Ask(fakes, stream, Message.User("well?"));

        Assert.Equal([new ThinkingBlock("let me see", null), new TextBlock("It is so.")], answered.Recorder.ToMessage().Content);
        Assert.True(answered.Recorder.HasUsage);
    }

    private static Task<ReplyLog> Ask(FakeUpstreams fakes, bool stream, params Message[] messages)
    {
        var minted = 0;
        var request = new ModelRequest { Model = "gemini-sim", Messages = messages, Tools = [Weather], Effort = Effort.High, TopK = 4 };
        return fakes.Gemini.Ask(request, GeminiRequestWriter.Write, new GeminiReplyReader(() => $"new_{++minted}", ToolNames.Of(request.Tools)), stream);
    }
}
