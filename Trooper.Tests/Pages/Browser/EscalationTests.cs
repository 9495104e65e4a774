using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Trooper.Tests.Pages.Browser;

/// <summary>From the local model to the cloud and back: each knows what was said to the other, but for what is locked.</summary>
[Collection(BrowserTests.Name)]
public sealed class EscalationTests(Chromium chromium)
{
    [BrowserFact]
    public async Task A_session_goes_to_the_cloud_and_comes_back_with_all_that_was_said()
    {
        await using var trooper = await TrooperHost.Start();
        await using var visit = await Visit.To(trooper, chromium);
        await visit.Ask("my name is Ada");
        Assert.Equal("Your name is Ada.", await visit.Ask("what is my name"));
        Assert.Empty(trooper.Claude.Requests);

        await visit.Act(visit.Answers.Nth(1), "escalate");

        Assert.Equal("Your name is Ada.", await visit.Answer(2));
        await Expect(visit.Answers.Nth(2).Locator(".badge")).ToHaveTextAsync("claude");
        await Expect(visit.Dividers.First).ToContainTextAsync("↑ Escalated to claude");
        await Expect(visit.Dividers.First).ToContainTextAsync("4 turns carried over");
        await Expect(visit.Dividers.First).ToContainTextAsync("nothing withheld");
        Assert.Contains("llama-sim heard: my name is Ada", trooper.Claude.Requests[^1].Text, StringComparison.Ordinal);

        await visit.Ask("from now on my name is Grace");
        await visit.Page.Locator("#back").ClickAsync();
        Assert.Equal("Your name is Grace.", await visit.Ask("what is my name"));

        await Expect(visit.Answers.Nth(4).Locator(".badge")).ToContainTextAsync("local");
        await Expect(visit.Dividers.Nth(1)).ToContainTextAsync("↩ Back to local (ollama)");
        Assert.Contains("claude-sim heard: from now on my name is Grace", trooper.Ollama.Requests[^1].Text, StringComparison.Ordinal);
        await Expect(visit.Page.Locator("#sitrep")).ToContainTextAsync("Escalations");

        await visit.Page.ReloadAsync();
        await Expect(visit.Dividers).ToHaveCountAsync(2);
        await Expect(visit.Dividers.First).ToContainTextAsync("4 turns carried over");
        Assert.Empty(visit.Mishaps);
    }

    [BrowserFact]
    public async Task A_locked_message_and_its_answer_never_leave()
    {
        await using var trooper = await TrooperHost.Start();
        await using var visit = await Visit.To(trooper, chromium);
        await visit.Ask("let us plan the move");
        await visit.Page.Locator("#lock").ClickAsync();
        await visit.Ask("my name is Zebedee and my PIN is 9431");
        await Expect(visit.Answers.Nth(1)).ToContainTextAsync("stays on this machine");
        await Expect(visit.Turns.Nth(2)).ToContainTextAsync("stays on this machine");
        await Expect(visit.Answers.Nth(1).Locator("[data-action=escalate]")).ToHaveCountAsync(0);
        await visit.Page.Locator("#lock").ClickAsync();

        await visit.Act(visit.Answers.First, "escalate");
        await visit.Answer(2);

        await Expect(visit.Dividers.First).ToContainTextAsync("2 withheld, kept local");
        Assert.All(trooper.Claude.Requests, request => Assert.DoesNotContain("9431", request.Text, StringComparison.Ordinal));
        Assert.Contains("plan the move", trooper.Claude.Requests[^1].Text, StringComparison.Ordinal);

        await visit.Page.Locator("#back").ClickAsync();
        Assert.Equal("Your name is Zebedee.", await visit.Ask("what is my name"));
    }

    [BrowserFact]
    public async Task Locked_turns_stay_locked_when_they_are_asked_again()
    {
        await using var trooper = await TrooperHost.Start();
        await using var visit = await Visit.To(trooper, chromium);
        await visit.Page.Locator("#lock").ClickAsync();
        await visit.Ask("my secret is tapioca");
        await visit.Page.Locator("#lock").ClickAsync();

        await visit.Act(visit.Answers.First, "retry");
        await Expect(visit.Page.Locator("#send")).ToBeVisibleAsync();
        await Expect(visit.Answers).ToHaveCountAsync(1);

        await Expect(visit.Answers.First).ToContainTextAsync("stays on this machine");
        Assert.Equal(2, trooper.Ollama.Requests.Count);
        Assert.Empty(trooper.Claude.Requests);
        var turns = await trooper.Http.Get($"/session/{visit.Session}");
        Assert.All(turns.Items(), turn => Assert.Equal("local_only", turn.Text("locality")));
    }
}
