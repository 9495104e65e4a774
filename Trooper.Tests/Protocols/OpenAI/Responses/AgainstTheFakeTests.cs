using System.Net.Http.Headers;
using FsCheck.Fluent;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.Replies;
using Trooper.Tests.Fakes;

namespace Trooper.Tests.Protocols.OpenAI.Responses;

/// <summary>The fake refuses what OpenAI refuses: what is written for it must be taken, and what it answers understood.</summary>
public sealed class AgainstTheFakeTests
{
    private static readonly Tool Weather = new("weather", "Weather for a city", """{"type":"object","properties":{"city":{"type":"string"}}}""");

    [Fact]
    public async Task An_agents_round_is_taken_with_its_reasoning()
    {
        await using var fakes = await FakeUpstreams.Start();
        fakes.OpenAI.Script(Behave.Calls("weather", """{"city":"Zürich"}"""));
        var request = Requests.Of(Message.User("call it")) with { Model = "gpt-sim-reasoning", Tools = [Weather], Effort = Effort.High, System = "Be terse." };

        var asked = await Ask(fakes, request);
        var call = asked.ToMessage().ToolCalls.Single();
        var answered = await Ask(fakes, request with { Messages = [.. request.Messages, asked.ToMessage(), new(Role.User, [new ToolResultBlock(call.Id, [new TextBlock("sun")])])] });

        Assert.Equal((StopReason.ToolUse, "weather"), (asked.Reason, call.Name));
        Assert.Contains(asked.ToMessage().Content, block => block is ThinkingBlock { Signature: not null });
        Assert.Equal(("tool said: sun", StopReason.EndTurn, true), (answered.ToMessage().Text, answered.Reason, answered.IsEnded));
        Assert.True(answered.Usage is { Input: > 0, Output: > 0 });
    }

    [Fact]
    public async Task A_limit_cuts_the_answer_and_a_refusal_is_one()
    {
        await using var fakes = await FakeUpstreams.Start();

        Assert.Equal(StopReason.MaxTokens, (await Ask(fakes, Requests.Of(Message.User("count to 200")) with { MaxTokens = 3 })).Reason);
        fakes.OpenAI.Script(Behave.Refuses("I can't."));
        var refused = await Ask(fakes, Requests.Of(Message.User("hello")));
        Assert.Equal((StopReason.Refusal, "I can't."), (refused.Reason, refused.ToMessage().Text));
    }

    [Fact]
    public async Task Whatever_a_client_of_another_dialect_says_is_taken()
    {
        await using var fakes = await FakeUpstreams.Start();
        foreach (var talk in Conversations.Any.Sample(25, 6))
        {
            var reply = await Ask(fakes, Requests.Of(WithOneIdPerCall(talk)) with
            {
                Tools = [Weather],
                ToolChoice = new(ToolUse.Auto, OneAtATime: true),
                Temperature = 0.3,
                TopK = 5,
                StopSequences = ["END"],
                SchemaJson = """{"type":"object"}""",
            });
            Assert.True(reply.IsEnded);
        }
    }

    private static IReadOnlyList<Message> WithOneIdPerCall(IReadOnlyList<Message> talk) =>
    [
        .. talk.Select((message, at) => message with
        {
            Content = [.. message.Content.Select(block => block switch
            {
                ToolCallBlock call => call with { Id = $"{call.Id}_{at}" },
                ToolResultBlock result => result with { CallId = $"{result.CallId}_{at - 1}" },
                _ => block,
            })],
        }),
    ];

    private static async Task<ReplyRecorder> Ask(FakeUpstreams fakes, ModelRequest request)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", "key");
        var json = Requests.Write(request, reasons: request.Model.Contains("reasoning", StringComparison.Ordinal));
        using var reply = await client.PostAsync(fakes.OpenAI.BaseUrl + "/v1/responses", new StringContent(json, MediaTypeHeaderValue.Parse("application/json")));
        var body = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.IsSuccessStatusCode, $"{body}\nfor {json}");
        return Transcript.Record(body);
    }
}
