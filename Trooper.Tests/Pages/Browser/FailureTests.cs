using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Trooper.Tests.Pages.Browser;

/// <summary>A failure says what is wrong, and what to do.</summary>
[Collection(BrowserTests.Name)]
public sealed class FailureTests(Chromium chromium)
{
    [BrowserFact]
    public async Task Without_ollama_the_page_tells_how_to_start_it_and_retry_works_once_it_runs()
    {
        await using var trooper = await TrooperHost.Start(changes: ("CLAUDE_API_KEY", null));
        await trooper.Ollama.Down();
        await using var visit = await Visit.To(trooper, chromium);
        await Expect(visit.Page.Locator("#welcome")).ToContainTextAsync("ollama serve");

        await visit.Say("hello");

        await Expect(visit.Failure).ToContainTextAsync("The local model isn’t running");
        await Expect(visit.Failure).ToContainTextAsync("ollama pull llama-sim:latest");
        await visit.Screenshot("chat-no-ollama-desk");

        await trooper.Ollama.Up();
        await visit.Failure.GetByText("Retry").ClickAsync();
        Assert.Equal("llama-sim heard: hello", await visit.Answer(0));
        Assert.Equal(["user: hello", "assistant: llama-sim heard: hello"], await trooper.Http.Transcript(visit.Session));
        await Expect(visit.Failure).ToBeEmptyAsync();
        await Expect(visit.Page.Locator("#turns > li")).ToHaveCountAsync(2);
    }

    [BrowserFact]
    public async Task Without_a_cloud_key_escalate_says_what_it_would_do()
    {
        await using var trooper = await TrooperHost.Start(changes: ("CLAUDE_API_KEY", null));
        await using var visit = await Visit.To(trooper, chromium);
        await visit.Ask("hello");

        await visit.Act(visit.Answers.First, "escalate");

        await Expect(visit.Failure).ToContainTextAsync("Escalate needs a cloud provider");
        await Expect(visit.Failure).ToContainTextAsync("CLAUDE_API_KEY");
        await Expect(visit.Turns).ToHaveCountAsync(2);
    }

    [BrowserFact]
    public async Task A_locked_message_waits_for_the_local_model_even_with_a_cloud()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Ollama.Down();
        await using var visit = await Visit.To(trooper, chromium);
        await visit.Page.Locator("#lock").ClickAsync();

        await visit.Say("my secret is tapioca");

        await Expect(visit.Failure).ToContainTextAsync("A locked message never goes anywhere else");
        Assert.Empty(trooper.Claude.Requests);
    }

    [BrowserFact]
    public async Task A_failure_is_still_explained_after_a_reload()
    {
        await using var trooper = await TrooperHost.Start(changes: ("CLAUDE_API_KEY", null));
        trooper.Ollama.Script(Behave.RepliesWith(500, """{"error":"out of memory"}""").Always());
        await using var visit = await Visit.To(trooper, chromium);
        await visit.Say("hello");
        await Expect(visit.Failure).ToContainTextAsync("out of memory");

        await visit.Page.ReloadAsync();

        await Expect(visit.Failure).ToContainTextAsync("out of memory");
        await Expect(visit.Turns).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task A_fallback_is_told_and_the_answer_names_who_gave_it()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Ollama.Down();
        await using var visit = await Visit.To(trooper, chromium);

        Assert.Equal("claude-sim heard: hello", await visit.Ask("hello"));

        await Expect(visit.Answers.First.Locator(".badge")).ToHaveTextAsync("claude");
        await Expect(visit.Page.Locator("#sitrep")).ToContainTextAsync("Fallbacks");
    }
}
