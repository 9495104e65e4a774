using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.OpenAI;
using Trooper.Core.Protocols.OpenAI.Chat;
using Trooper.Core.Protocols.Replies;
using Trooper.Tests.Fakes;

namespace Trooper.Tests.Protocols.OpenAI.Chat;

/// <summary>Requests as they are written, to a vendor that refuses what OpenAI refuses.</summary>
public sealed class OpenAITalkTests
{
    private static readonly Tool Weather = new("city.weather", "Tells the weather.", """{"type":"object","properties":{"city":{"type":"string"}}}""");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tool_loop_runs_to_its_end(bool stream)
    {
        await using var fakes = await FakeUpstreams.Start();
        var name = ToolNames.Sent(Weather.Name);
        var question = Message.User($"call {name}({{\"city\":\"Oslo\"}}) call {name}({{\"city\":\"Rome\"}})");

        var called = await Ask(fakes, stream, question);
        var calls = called.Recorder.ToMessage().ToolCalls.ToList();
        var results = calls.Select(Block (call) => new ToolResultBlock(call.Id, [new TextBlock("sun")])).ToList();
        var answered = await Ask(fakes, stream, question, called.Recorder.ToMessage(), new(Role.User, results));

        Assert.Equal((StopReason.ToolUse, true), (called.Recorder.Reason, called.Recorder.HasUsage));
        Assert.Equal([("city.weather", """{"city":"Oslo"}"""), ("city.weather", """{"city":"Rome"}""")], calls.Select(call => (call.Name, call.ArgumentsJson)));
        Assert.Equal((StopReason.EndTurn, true), (answered.Recorder.Reason, answered.Recorder.IsEnded));
        Assert.Contains("sun", answered.Recorder.ToMessage().Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refusal_is_told_as_one(bool stream)
    {
        await using var fakes = await FakeUpstreams.Start();
        fakes.OpenAI.Script(Behave.Refuses("I won't."));

        var refused = await Ask(fakes, stream, Message.User("do it"));

        Assert.Equal((StopReason.Refusal, "I won't."), (refused.Recorder.Reason, refused.Recorder.ToMessage().Text));
    }

    private static Task<ReplyLog> Ask(FakeUpstreams fakes, bool stream, params Message[] messages)
    {
        var request = new ModelRequest { Model = "gpt-sim", Messages = messages, System = "be brief", Tools = [Weather], MaxTokens = 500 };
        return fakes.OpenAI.Ask(request, ChatRequestWriter.Write, new ChatReplyReader(() => "new", ToolNames.Of(request.Tools)), stream);
    }
}
