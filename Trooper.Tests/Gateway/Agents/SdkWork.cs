using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Agents;

/// <summary>An agent's turns, each with what it must come to: who answers, and what the headers say of it.</summary>
internal sealed class SdkWork(TrooperHost trooper, SdkAgent agent, ManualTime time)
{
    private int turns;

    public async Task Direct(string text, string? answer = null, string sees = "", bool stream = true)
    {
        var said = await agent.Say(text, stream);
        Assert.Equal($"assistant: {answer ?? $"claude-sim heard: {text}"}", said);
        SaysDirect(sees);
    }

    public async Task Returned(string result)
    {
        Assert.Equal($"assistant: tool said: {result}", await agent.Return(result));
        SaysDirect("");
    }

    private void SaysDirect(string sees)
    {
        Answered(by: "claude", trigger: null, fallbacks: "0", "claude (direct)", "claude (direct) ✓");
        Assert.Contains(sees, trooper.Claude.Requests[^1].Text);
    }

    public async Task FallsBack(string text, Behaviour failure, string trigger, string? answer = null, bool stream = true)
    {
        trooper.Claude.Script(failure);
        Assert.Equal($"assistant: {answer ?? $"llama-sim heard: {text}"}", await agent.Say(text, stream));
        Answered(by: "ollama", trigger, fallbacks: "1", $"ollama (fallback: {trigger})", $"claude → ollama ({trigger}) | context ✓");
        Assert.Contains("my name is Ada", trooper.Ollama.Requests[^1].Text);
    }

    /// <summary>The headers were out with the first word: they name the provider that began.</summary>
    public async Task GoesOn(string text, Behaviour broken)
    {
        trooper.Claude.Script(broken);
        trooper.Ollama.Script(Behave.Says("and the second."));
        Assert.Equal("assistant: The first half, and the second.", await agent.Say(text));
        Answered(by: "claude", trigger: null, fallbacks: "0", "claude (direct)", "claude (direct) ✓");
        Assert.Equal("The first half, ", trooper.Ollama.Requests[^1].Prompt!.Turns[^1].Text);
    }

    /// <summary>Nothing is heard of Claude for a minute.</summary>
    public async Task Silence(Task turn)
    {
        var request = (await trooper.Claude.Requests.WaitFor(turns + 1))[^1];
        await time.AdvanceUntil(request.Ended, TimeSpan.FromSeconds(5));
        await turn;
    }

    private void Answered(string by, string? trigger, string fallbacks, string decision, string summary)
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
