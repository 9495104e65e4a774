using System.Text.Json;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Privacy;

/// <summary>What is made from a secret is as secret: answers, summaries; and the ledger tells where all of it went.</summary>
public sealed class DerivedTests
{
    private const string Canary = "Zyxwvcanary";
    private static readonly (string, string) Forced = ("X-Force-Local", "true");

    [Fact]
    public async Task The_local_model_still_knows_it_and_what_it_answers_from_it_is_as_private()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say($"my name is {Canary}", "s", false, Forced);

        var told = await trooper.Http.Say("what is my name", "s", false, ("X-Prefer-Local", "true"));
        trooper.Claude.Script(Behave.Overloaded());
        var fallen = await trooper.Http.Say("do you know what is my name", "s");
        await trooper.Http.Say("please go on", "s");
        await trooper.Restart();
        await trooper.Http.Say("please go on and on", "s");

        Assert.Equal(($"Your name is {Canary}.", $"Your name is {Canary}."), (told.Text, fallen.Text));
        Assert.Equal("claude", (await trooper.Http.Get("/session/s")).Items()[^1].Text("provider"));
        trooper.AssertHidden(Canary);
    }

    [Fact]
    public async Task A_local_answer_that_breaks_off_is_not_finished_by_a_cloud_when_it_may_tell()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say($"my name is {Canary}", "s", false, Forced);
        trooper.Ollama.Script(Behave.Says($"Your name, {Canary}, ", "is lovely").CutAfter(1));

        var reply = await trooper.Http.Say("is my name lovely", "s", true, ("X-Prefer-Local", "true"));
        await trooper.Http.Say("please go on", "s");

        Assert.Equal("error", reply.Events[^1].Text("type"));
        trooper.AssertHidden(Canary);
    }

    [Fact]
    public async Task The_summary_that_a_cloud_gets_is_made_without_it()
    {
        await using var trooper = await TrooperHost.Start(null, ("COMPRESS_CLOUD", "true"), ("CONTEXT_WINDOW", "1024"));
        await trooper.Http.Say("We are building a parser in Go with Redis. The lexer is broken.", "s");
        const string Plan = $"We decided to use {Canary}DB. The {Canary} deploy is failing and pending. TODO: check ZYXWVCANARY_TOKEN in {Canary}.cs";
        await trooper.Http.Say(Plan, "s", false, Forced);
        for (var turn = 0; turn < 8; turn++)
            await trooper.Http.Say($"please do step {turn}: {string.Join(' ', Enumerable.Range(0, 120).Select(word => $"word{word}"))}", "s");
        await trooper.Restart();
        await trooper.Http.Say("please go on", "s");

        Assert.Contains("TROOPER_SITREP", trooper.Claude.Requests[^1].Text);
        Assert.Contains("Redis", trooper.Claude.Requests[^1].Text);
        trooper.AssertHidden(Canary);
        Assert.Contains(Canary, (await trooper.Http.Get("/sitrep/s")).GetRawText());
    }

    [Fact]
    public async Task The_ledger_tells_where_each_turn_went()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("please begin", "s");
        await trooper.Http.Say($"my name is {Canary}", "s", false, Forced);
        trooper.Claude.Script(Behave.Overloaded());
        await trooper.Http.Say("please go on", "s");

        var turns = (await trooper.Http.Get("/session/s/ledger")).Items("turns");

        Assert.Equal(["any", "any", "local_only", "local_only", "any", "local_only"], turns.Select(turn => turn.Text("locality")!));
        Assert.Equal(["claude", "ollama"], SentTo(turns[0]));
        Assert.Equal(["claude", "ollama"], SentTo(turns[1]));
        Assert.Equal(["ollama"], SentTo(turns[2]));
        Assert.Equal(["ollama"], SentTo(turns[3]));
        Assert.Equal(["claude", "ollama"], SentTo(turns[4]));
        var toClaude = turns[4].Items("sent_to")[0];
        Assert.Equal([2, 3], toClaude.Items("withheld").Select(index => index.GetInt32()));
        Assert.True(toClaude.Field("at").TryGetDateTimeOffset(out _));

        static IEnumerable<string> SentTo(JsonElement turn) => turn.Items("sent_to").Select(destination => destination.Text("provider")!).Order();
    }
}
