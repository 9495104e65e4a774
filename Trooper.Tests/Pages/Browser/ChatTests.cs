using Microsoft.Playwright;
using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Trooper.Tests.Pages.Browser;

/// <summary>The chat page, used as a person uses it.</summary>
[Collection(BrowserTests.Name)]
public sealed class ChatTests(Chromium chromium)
{
    [BrowserFact]
    public async Task The_first_message_is_answered_by_the_local_model_and_begins_a_session()
    {
        await using var trooper = await TrooperHost.Start();
        await using var visit = await Visit.To(trooper, chromium, "/");
        await Expect(visit.Page.Locator("#welcome")).ToContainTextAsync("llama-sim:latest is ready");

        Assert.Equal("llama-sim heard: we fix the login", await visit.Ask("we fix the login"));

        Assert.Empty(trooper.Claude.Requests);
        await Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/chat/chat-[a-z0-9]{12}$"));
        await Expect(visit.Page.Locator("#session-list a[aria-current=page]")).ToContainTextAsync("2 turns");
        Assert.Empty(visit.Mishaps);
    }

    [BrowserFact]
    public async Task An_answer_appears_as_it_is_written_in_every_tab()
    {
        await using var trooper = await TrooperHost.Start();
        var gate = new Gate();
        await using var writer = await Visit.To(trooper, chromium);
        await writer.Ask("hello");
        await using var reader = await Visit.To(trooper, chromium, $"/chat/{writer.Session}");
        await Expect(reader.Answers).ToHaveCountAsync(1);
        trooper.Ollama.Script(Behave.Says("# Plan\n\nFirst **this", "**.\n\nThen ", "that.").HeldAfter(2, gate));

        await writer.Say("and now?");

        foreach (var visit in new[] { writer, reader })
        {
            await Expect(visit.Page.Locator(".writing h3")).ToHaveTextAsync("Plan");
            await Expect(visit.Page.Locator(".writing strong")).ToHaveTextAsync("this");
            await Expect(visit.Turns.Nth(2)).ToContainTextAsync("and now?");
        }
        gate.Open();
        Assert.Equal("Plan\nFirst this.\n\nThen that.", (await writer.Answer(1)).ReplaceLineEndings("\n").Replace("Plan\n\n", "Plan\n", StringComparison.Ordinal));
        await Expect(reader.Answers.Nth(1)).ToContainTextAsync("Then that.");
        await Expect(reader.Page.Locator(".writing")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Code_tables_and_lists_are_rendered_and_code_is_copied()
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Ollama.Script(Behave.Says("```python\nprint('hi')  # there\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] one\n- two"));
        await using var visit = await Visit.To(trooper, chromium);

        await visit.Ask("show me");

        var said = visit.Answers.First;
        await Expect(said.Locator(".hl-string")).ToHaveTextAsync("'hi'");
        await Expect(said.Locator("td")).ToHaveCountAsync(2);
        await Expect(said.Locator("ul li")).ToHaveCountAsync(2);
        await said.GetByRole(AriaRole.Button, new() { Name = "Copy code" }).ClickAsync();
        Assert.Equal("print('hi')  # there", (await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).TrimEnd());
        await said.GetByRole(AriaRole.Button, new() { Name = "Copy", Exact = true }).ClickAsync();
        Assert.StartsWith("```python", await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()"), StringComparison.Ordinal);
        Assert.Empty(visit.Mishaps);
    }

    [BrowserFact]
    public async Task Stop_keeps_what_was_written()
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Ollama.Script(Behave.Says("The beginning", " of it", " all").StalledAfter(2));
        await using var visit = await Visit.To(trooper, chromium);
        await visit.Say("tell me a story");
        await Expect(visit.Page.Locator(".writing")).ToContainTextAsync("The beginning");

        await visit.Page.Keyboard.PressAsync("Escape");

        Assert.StartsWith("The beginning", await visit.Answer(0), StringComparison.Ordinal);
        await Expect(visit.Answers.First).ToContainTextAsync("stopped early");
        Assert.Equal(Outcome.Aborted, await trooper.Ollama.Requests[0].Ended);
    }

    [BrowserFact]
    public async Task Retry_asks_again_in_place()
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Ollama.Script(Behave.Says("first try"), Behave.Says("second try"));
        await using var visit = await Visit.To(trooper, chromium);
        await visit.Ask("name a colour");

        await visit.Act(visit.Answers.First, "retry");

        await Expect(visit.Answers.First).ToContainTextAsync("second try");
        Assert.Equal(["user: name a colour", "assistant: second try"], await trooper.Http.Transcript(visit.Session));
        Assert.Equal(3, (await trooper.Http.Transcript(visit.Session, "?all=true")).Count);
        await Expect(visit.Page.Locator("#turns > li")).ToHaveCountAsync(2);
    }

    [BrowserFact]
    public async Task Edit_goes_on_from_there_as_a_branch()
    {
        await using var trooper = await TrooperHost.Start();
        await using var visit = await Visit.To(trooper, chromium);
        await visit.Ask("one");
        await visit.Ask("two");
        await visit.Ask("three");

        await visit.Act(visit.Turns.Nth(2), "edit");
        await Expect(visit.Message).ToHaveValueAsync("two");
        await visit.Say("TWO");

        await Expect(visit.Turns).ToHaveCountAsync(4);
        await Expect(visit.Answers.Nth(1)).ToContainTextAsync("heard: TWO");
        Assert.Equal(
            ["user: one", "assistant: llama-sim heard: one", "user: TWO", "assistant: llama-sim heard: TWO"],
            await trooper.Http.Transcript(visit.Session));
        Assert.DoesNotContain("three", trooper.Ollama.Requests[^1].Text, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task The_first_message_can_be_edited_too()
    {
        await using var trooper = await TrooperHost.Start();
        await using var visit = await Visit.To(trooper, chromium);
        await visit.Ask("one");

        await visit.Act(visit.Turns.First, "edit");
        await visit.Say("uno");

        await Expect(visit.Answers.First).ToContainTextAsync("heard: uno");
        await Expect(visit.Turns).ToHaveCountAsync(2);
        Assert.Equal(["user: uno", "assistant: llama-sim heard: uno"], await trooper.Http.Transcript(visit.Session));
    }

    [BrowserFact]
    public async Task Sessions_are_found_by_search_and_opened_by_address()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("we are building a parser for invoices", "invoices");
        await trooper.Http.Say("we are migrating the warehouse database", "warehouse");
        await using var visit = await Visit.To(trooper, chromium);
        await Expect(visit.Page.Locator("#session-list li")).ToHaveCountAsync(2);

        await visit.Page.Keyboard.PressAsync("Control+k");
        await visit.Page.Keyboard.TypeAsync("invoice");
        await Expect(visit.Page.Locator("#session-list li")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator("#session-list .name")).ToContainTextAsync("parser");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Page.WaitForURLAsync("**/chat/invoices");
        await Expect(visit.Turns.First).ToContainTextAsync("building a parser for invoices");
        await Expect(visit.Page.Locator("#session-list [aria-current=page]")).ToHaveAttributeAsync("href", "/chat/invoices");
        await Expect(visit.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("parser"));
    }

    [BrowserFact]
    public async Task The_sitrep_follows_the_conversation()
    {
        await using var trooper = await TrooperHost.Start();
        await using var visit = await Visit.To(trooper, chromium);
        await visit.Ask("We are building a proxy in Go called Relay with Redis. The login is broken.");

        var sitrep = visit.Page.Locator("#sitrep");
        await Expect(sitrep).ToContainTextAsync("build a proxy");
        await Expect(sitrep).ToContainTextAsync("Redis");
        await Expect(sitrep.Locator(".marks.open")).ToContainTextAsync("login");

        await trooper.Http.Say("The login is fixed now.", visit.Session);

        await Expect(sitrep.Locator(".marks.resolved").First).ToContainTextAsync("login");
    }

    [BrowserFact]
    public async Task Everything_works_by_keyboard()
    {
        await using var trooper = await TrooperHost.Start();
        await using var visit = await Visit.To(trooper, chromium);
        await Expect(visit.Message).ToBeFocusedAsync();
        await visit.Page.Keyboard.TypeAsync("hello");
        await visit.Page.Keyboard.PressAsync("Shift+Enter");
        await visit.Page.Keyboard.TypeAsync("there");
        await visit.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("llama-sim heard: hello there", await visit.Answer(0));
        Assert.Equal("hello\nthere", await visit.Turns.First.Locator(".said").InnerTextAsync());

        await visit.Answers.First.Locator("[data-action=escalate]").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Answers.Nth(1)).ToContainTextAsync("claude-sim heard");

        await visit.Page.Locator("#lock").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Space");
        await Expect(visit.Page.Locator("#lock")).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.NotEqual("none", await visit.Page.Locator("#lock").EvaluateAsync<string>("element => getComputedStyle(element).outlineStyle"));
    }
}
