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
        var turns = 0;

        await Direct("my name is Ada and we port a parser to C#");
        await Direct("""call read_file({"path":"parser.go"})""", answer: """read_file({"path":"parser.go"})""");
        await Returned("package parser");
        await Direct("list the roles", answer: "user assistant user assistant user assistant user", stream: false);

        await FallsBack("what is my name", Behave.Billing(), "402", answer: "Your name is Ada.");
        await Direct("did you hear that", sees: "Your name is Ada.");

        trooper.Claude.Script(Behave.RateLimited(ShortWait));
        var waiting = Direct("are you busy");
        await time.Armed(ShortWait);
        time.Advance(ShortWait);
        await waiting;

        await FallsBack("still busy", Behave.RateLimited(TimeSpan.FromSeconds(30)), "429");
        await Direct("and now");
        await FallsBack("overloaded", Behave.Overloaded(), "529", stream: false);
        await Direct("better");
        await FallsBack("out of money", Behave.CreditTooLow(), "credit_balance");
        await Direct("paid");
        await FallsBack("gone", Behave.Resets(), "network_error");
        await Direct("back");
        await FallsBack("cut before a word", Behave.Normally().CutAfter(2), "stream_error");
        await Direct("good");
        await FallsBack("an error for a first event", Behave.Normally().FailedAfter(0), "stream_error");
        await Direct("fine");
        await FallsBack("""call read_file({"path":"lexer.go"})""", Behave.Unavailable(), "503", answer: """read_file({"path":"lexer.go"})""");
        await Returned("package lexer");

        await Silence(FallsBack("silent, and no stream", Behave.Normally().StalledAfter(1), "stream_error", stream: false));
        await Direct("awake");

        await GoesOn("cut in the middle", Behave.Says("The first half, ", "never said").CutAfter(4));
        await Direct("whole again", sees: "The first half, and the second.");
        await GoesOn("reset in the middle", Behave.Says("The first half, ", "never said").ResetAfter(4));
        await Silence(GoesOn("silent in the middle", Behave.Says("The first half, ", "never said").StalledAfter(4)));

        await Direct("nearly done");
        await Direct("nearly there");
        await Direct("what is my name", answer: "Your name is Ada.");

        Assert.Equal(30, agent.Lines.Count(line => line.StartsWith("assistant", StringComparison.Ordinal)));
        Assert.Equal(agent.Lines, await trooper.Http.Transcript(agent.LastReply.Session));
        Assert.All(trooper.Claude.Requests.Concat(trooper.Ollama.Requests), seen => Assert.Null(seen.Violation));
        Assert.Empty(trooper.Log.Faults);

        async Task Direct(string text, string? answer = null, string sees = "", bool stream = true)
        {
            var said = await agent.Say(text, stream);
            Assert.Equal($"assistant: {answer ?? $"claude-sim heard: {text}"}", said);
            SaysDirect(sees);
        }

        async Task Returned(string result)
        {
            Assert.Equal($"assistant: tool said: {result}", await agent.Return(result));
            SaysDirect("");
        }

        void SaysDirect(string sees)
        {
            Answered(by: "claude", trigger: null, fallbacks: "0", "claude (direct)", "claude (direct) ✓");
            Assert.Contains(sees, trooper.Claude.Requests[^1].Text);
        }

        async Task FallsBack(string text, Behaviour failure, string trigger, string? answer = null, bool stream = true)
        {
            trooper.Claude.Script(failure);
            Assert.Equal($"assistant: {answer ?? $"llama-sim heard: {text}"}", await agent.Say(text, stream));
            Answered(by: "ollama", trigger, fallbacks: "1", $"ollama (fallback: {trigger})", $"claude → ollama ({trigger}) | context ✓");
            Assert.Contains("my name is Ada", trooper.Ollama.Requests[^1].Text);
        }

        // The headers were out with the first word: they name the provider that began.
        async Task GoesOn(string text, Behaviour broken)
        {
            trooper.Claude.Script(broken);
            trooper.Ollama.Script(Behave.Says("and the second."));
            Assert.Equal("assistant: The first half, and the second.", await agent.Say(text));
            Answered(by: "claude", trigger: null, fallbacks: "0", "claude (direct)", "claude (direct) ✓");
            Assert.Equal("The first half, ", trooper.Ollama.Requests[^1].Prompt!.Turns[^1].Text);
        }

        // Nothing is heard of Claude for a minute.
        async Task Silence(Task turn)
        {
            var request = (await trooper.Claude.Requests.WaitFor(turns + 1))[^1];
            await time.AdvanceUntil(request.Ended, TimeSpan.FromSeconds(5));
            await turn;
        }

        void Answered(string by, string? trigger, string fallbacks, string decision, string summary)
        {
            turns = trooper.Claude.Requests.Count;
            var reply = agent.LastReply;
            Assert.Equal(by, reply.Trooper("Provider"));
            Assert.Equal(by == "claude" ? TrooperHost.ClaudeModel : TrooperHost.LocalModel, reply.Trooper("Model"));
            Assert.Equal(trigger, reply.Trooper("Trigger"));
            Assert.Equal(fallbacks, reply.Trooper("Fallback-Count"));
            Assert.Equal(decision, reply.Trooper("Decision"));
            Assert.Equal(summary, reply.Trooper("Summary"));
            Assert.Matches(@"^\d+ tokens$", reply.Trooper("Session-Saved"));
            Assert.StartsWith("auto-", reply.Session);
        }
    }
}
