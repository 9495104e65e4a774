using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Agents;

/// <summary>The vendor's own client works for thirty turns through everything that a provider can do to it, and never notices.</summary>
public sealed class SdkSessionTests
{
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Thirty_turns_are_each_answered_once_whatever_Claude_does()
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time);
        using var agent = new SdkAgent(trooper.Url);
        var work = new SdkWork(trooper, agent, time);

        await work.Direct("my name is Ada and we port a parser to C#");
        await work.Direct("""call read_file({"path":"parser.go"})""", answer: """read_file({"path":"parser.go"})""");
        await work.Returned("package parser");
        await work.Direct("list the roles", answer: "user assistant user assistant user assistant user", stream: false);

        await work.FallsBack("what is my name", Behave.Billing(), "402", answer: "Your name is Ada.");
        await work.Direct("did you hear that", sees: "Your name is Ada.");

        trooper.Claude.Script(Behave.RateLimited(ShortWait));
        var waiting = work.Direct("are you busy");
        await time.Armed(ShortWait);
        time.Advance(ShortWait);
        await waiting;

        await work.FallsBack("still busy", Behave.RateLimited(TimeSpan.FromSeconds(30)), "429");
        await work.Direct("and now");
        await work.FallsBack("overloaded", Behave.Overloaded(), "529", stream: false);
        await work.Direct("better");
        await work.FallsBack("out of money", Behave.CreditTooLow(), "credit_balance");
        await work.Direct("paid");
        await work.FallsBack("gone", Behave.Resets(), "network_error");
        await work.Direct("back");
        await work.FallsBack("cut before a word", Behave.Normally().CutAfter(2), "stream_error");
        await work.Direct("good");
        await work.FallsBack("an error for a first event", Behave.Normally().FailedAfter(0), "stream_error");
        await work.Direct("fine");
        await work.FallsBack("""call read_file({"path":"lexer.go"})""", Behave.Unavailable(), "503", answer: """read_file({"path":"lexer.go"})""");
        await work.Returned("package lexer");

        await work.Silence(work.FallsBack("silent, and no stream", Behave.Normally().StalledAfter(1), "stream_error", stream: false));
        await work.Direct("awake");

        await work.GoesOn("cut in the middle", Behave.Says("The first half, ", "never said").CutAfter(4));
        await work.Direct("whole again", sees: "The first half, and the second.");
        await work.GoesOn("reset in the middle", Behave.Says("The first half, ", "never said").ResetAfter(4));
        await work.Silence(work.GoesOn("silent in the middle", Behave.Says("The first half, ", "never said").StalledAfter(4)));

        await work.Direct("nearly done");
        await work.Direct("nearly there");
        await work.Direct("what is my name", answer: "Your name is Ada.");

        Assert.Equal(30, agent.Lines.Count(line => line.StartsWith("assistant", StringComparison.Ordinal)));
        Assert.Equal(agent.Lines, await trooper.Http.Transcript(agent.LastReply.Session));
        Assert.All(trooper.Claude.Requests.Concat(trooper.Ollama.Requests), seen => Assert.Null(seen.Violation));
        Assert.Empty(trooper.Log.Faults);
    }
}
