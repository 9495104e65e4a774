using System.Text.Json;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;

namespace Trooper.Tests.Fakes.Checks;

/// <summary>The vendor's own client takes the fake for the real thing.</summary>
public sealed class AnthropicSdkTests
{
    private static readonly Tool Weather = new()
    {
        Name = "weather",
        InputSchema = new InputSchema { Properties = new Dictionary<string, JsonElement> { ["city"] = JsonElement.Parse("""{"type":"string"}""") } },
    };

    [Fact]
    public async Task A_whole_answer_has_text_usage_and_a_stop_reason()
    {
        await using var fakes = await FakeUpstreams.Start();

        var message = await Client(fakes).Messages.Create(Ask("hello"));

        Assert.True(message.Content.Single().TryPickText(out var text));
        Assert.Equal("claude-sim heard: hello", text.Text);
        Assert.Equal("end_turn", message.StopReason!.Raw());
        Assert.True(message.Usage is { InputTokens: > 0, OutputTokens: > 0 });
    }

    [Fact]
    public async Task A_stream_adds_up_to_the_same_message()
    {
        await using var fakes = await FakeUpstreams.Start();

        var message = await Client(fakes).Messages.CreateStreaming(Ask("count to 30")).Aggregate();

        Assert.True(message.Content.Single().TryPickText(out var text));
        Assert.StartsWith("1 2 3", text.Text);
        Assert.EndsWith("29 30", text.Text);
        Assert.Equal("end_turn", message.StopReason!.Raw());
    }

    [Fact]
    public async Task Parallel_calls_are_answered_by_their_results()
    {
        await using var fakes = await FakeUpstreams.Start();
        var client = Client(fakes);
        var ask = Ask("""call weather({"city":"Paris"}) and call weather({"city":"Oslo"})""") with { Tools = [Weather] };

        var calls = await client.Messages.CreateStreaming(ask).Aggregate();
        var uses = calls.Content.Select(block => block.TryPickToolUse(out var use) ? use : null).OfType<ToolUseBlock>().ToList();
        Assert.Equal(["Paris", "Oslo"], uses.Select(use => use.Input["city"].GetString()!));
        Assert.Equal("tool_use", calls.StopReason!.Raw());

        var asked = new AssistantMessageParam(calls.Content.Select(block => new ContentBlockParam(block.Json)).ToList());
        var results = new UserMessageParam(uses.AsEnumerable().Reverse().Select(Result).ToList());
        var reply = await client.Messages.Create(ask with { Messages = [.. ask.Messages, asked, results] });

        Assert.True(reply.Content.Single().TryPickText(out var text));
        Assert.Equal("tool said: sun in Paris | sun in Oslo", text.Text);
    }

    [Fact]
    public async Task A_refusal_reaches_the_client_as_its_own_exception()
    {
        await using var fakes = await FakeUpstreams.Start();
        fakes.Anthropic.Script(Behave.CreditTooLow(), Behave.Overloaded());

        var credit = await Assert.ThrowsAsync<AnthropicBadRequestException>(() => Client(fakes).Messages.Create(Ask("hello")));
        Assert.Contains("credit balance is too low", credit.Message);
        await Assert.ThrowsAsync<Anthropic5xxException>(() => Client(fakes).Messages.Create(Ask("hello")));
        await Assert.ThrowsAsync<AnthropicUnauthorizedException>(() => Client(fakes, "bad-key").Messages.Create(Ask("hello")));
    }

    [Fact]
    public async Task A_stream_cut_short_is_an_error()
    {
        await using var fakes = await FakeUpstreams.Start();
        fakes.Anthropic.Script(Behave.Normally().CutAfter(^1));

        await Assert.ThrowsAnyAsync<AnthropicException>(() => Client(fakes).Messages.CreateStreaming(Ask("hello")).Aggregate());
    }

    [Fact]
    public async Task Tokens_are_counted_and_models_listed()
    {
        await using var fakes = await FakeUpstreams.Start();
        var client = Client(fakes);

        var count = await client.Messages.CountTokens(new() { Model = "claude-sim", Messages = [new UserMessageParam("hello")] });
        var models = await client.Models.List();

        Assert.True(count.InputTokens > 0);
        Assert.Contains(models.Items, model => model.ID == "claude-sim");
        Assert.Equal(2, fakes.Anthropic.Probes.Count);
    }

    private static AnthropicClient Client(FakeUpstreams fakes, string key = "key") => new() { BaseUrl = fakes.Anthropic.BaseUrl, ApiKey = key, MaxRetries = 0 };

    private static ContentBlockParam Result(ToolUseBlock use) => new ToolResultBlockParam(use.ID) { Content = $"sun in {use.Input["city"]}" };

    private static MessageCreateParams Ask(string text) => new()
    {
        Model = "claude-sim",
        MaxTokens = 1000,
        Messages = [new UserMessageParam(text)],
    };
}
