using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Fallback;

/// <summary>A prompt that is too long is mended where Trooper made it, and told in the words that agents know where they did.</summary>
public sealed class TooLongPromptTests
{
    private const string Words = @"^prompt is too long: \d+ tokens > \d+ maximum$";

    [Fact]
    public async Task A_context_that_Trooper_built_is_made_smaller_once()
    {
        await using var trooper = await TrooperHost.Start();
        await FillSession(trooper);
        trooper.Claude.Script(Behave.PromptTooLong());

        var reply = await trooper.Http.Say("please go on", "s");

        Assert.Equal(("claude", "0", null), (reply.Trooper("Provider"), reply.Trooper("Fallback-Count"), reply.Trooper("Trigger")));
        var tries = trooper.Claude.Requests.TakeLast(2).ToList();
        Assert.True(tries[1].Body.Length < tries[0].Body.Length, $"{tries[0].Body.Length} bytes, then {tries[1].Body.Length}");
        Assert.Contains("please go on", tries[1].Text);
        Assert.Equal(0, await trooper.Failures("claude"));
    }

    [Fact]
    public async Task Still_too_long_it_goes_to_the_next_provider()
    {
        await using var trooper = await TrooperHost.Start();
        await FillSession(trooper);
        trooper.Claude.Script(Behave.PromptTooLong(), Behave.PromptTooLong());

        var reply = await trooper.Http.Say("please go on", "s");

        Assert.Equal(("ollama", "1", "prompt_too_long"), (reply.Trooper("Provider"), reply.Trooper("Fallback-Count"), reply.Trooper("Trigger")));
        Assert.Equal("claude → ollama (prompt_too_long) | context ✓", reply.Trooper("Summary"));
        Assert.Equal(0, await trooper.Failures("claude"));
    }

    [Fact]
    public async Task Too_long_everywhere_is_told_in_the_provider_s_words()
    {
        await using var trooper = await TrooperHost.Start();
        await FillSession(trooper);
        trooper.Claude.Script(Behave.PromptTooLong(230_001, 200_000).Always());
        await trooper.Ollama.Down();

        var reply = await trooper.Http.Say("please go on", "s");

        Assert.Equal((400, "invalid_request_error"), (reply.Status, reply.Json.Field("error").Text("type")));
        Assert.Equal("prompt is too long: 230001 tokens > 200000 maximum", reply.Json.Field("error").Text("message"));
    }

    [Fact]
    public async Task Too_long_for_the_local_model_is_told_in_the_same_words()
    {
        await using var trooper = await TrooperHost.Start(null, ("CLAUDE_API_KEY", null));
        await FillSession(trooper);
        trooper.Ollama.Script(Behave.PromptTooLong().Always());

        var reply = await trooper.Http.Say("please go on", "s");

        Assert.Equal((400, "invalid_request_error"), (reply.Status, reply.Json.Field("error").Text("type")));
        Assert.Matches(Words, reply.Json.Field("error").Text("message"));
        var tries = trooper.Ollama.Requests.TakeLast(2).ToList();
        Assert.True(tries[1].Body.Length < tries[0].Body.Length, $"{tries[0].Body.Length} bytes, then {tries[1].Body.Length}");
        Assert.Equal(0, await trooper.Failures("ollama"));
    }

    private static async Task FillSession(TrooperHost trooper)
    {
        for (var turn = 0; turn < 6; turn++)
            await trooper.Http.Say($"explain part {turn}: {string.Join(' ', Enumerable.Range(0, 250).Select(word => $"word{turn}x{word}"))}", "s");
    }
}
