using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Trooper.Tests.Pages.Browser;

/// <summary>The dashboard shows who works on what, and how the providers do, as it happens.</summary>
[Collection(BrowserTests.Name)]
public sealed class DashboardTests(Chromium chromium)
{
    [BrowserFact]
    public async Task Sessions_come_move_and_go_on_the_wall()
    {
        await using var trooper = await TrooperHost.Start();
        await using var visit = await Visit.To(trooper, chromium, "/dashboard");
        await Expect(visit.Page.Locator("#connection")).ToHaveTextAsync("Live");
        var gate = new Gate();
        trooper.Claude.Script(Behave.Normally().HeldBeforeHeaders(gate));

        var turn = trooper.Http.Say("we are building a parser for invoices, explain how", "invoices");
        var card = visit.Page.Locator("[data-session=invoices]");
        await Expect(visit.Page.Locator("[aria-label=Working] [data-session=invoices]")).ToBeVisibleAsync();
        gate.Open();
        await turn;
        await Expect(card).ToContainTextAsync("2 turns");
        await Expect(card.Locator(".name").First).ToContainTextAsync("parser");

        await trooper.Http.Say("I read the invoices for you", "helper", headers: ("X-Parent-Session-ID", "invoices"));
        await Expect(card.Locator("[data-session=helper]")).ToBeVisibleAsync();

        await trooper.Http.Say("I help the helper", "below", headers: ("X-Parent-Session-ID", "helper"));
        await Expect(card.Locator("[data-session=helper] [data-session=below]")).ToBeVisibleAsync();
        await trooper.Http.Say("we are each other's parents", "egg", headers: ("X-Parent-Session-ID", "hen"));
        await trooper.Http.Say("we are each other's parents", "hen", headers: ("X-Parent-Session-ID", "egg"));
        await Expect(visit.Page.Locator("[data-session=hen]")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("[data-session=egg]")).ToBeVisibleAsync();

        await trooper.Http.Send(HttpMethod.Delete, "/session/invoices");
        await Expect(visit.Page.Locator(".card")).ToHaveCountAsync(4);
        Assert.Empty(visit.Mishaps);
    }

    [BrowserFact]
    public async Task Providers_and_charts_tell_of_failures_and_savings()
    {
        await using var trooper = await TrooperHost.Start();
        await using var visit = await Visit.To(trooper, chromium, "/dashboard");
        await trooper.Http.Say("hello there, how are you", "s", headers: ("X-Prefer-Local", "true"));
        await trooper.FailClaude(3);

        var claude = visit.Page.Locator(".provider").Filter(new() { HasText = "claude" });
        await Expect(claude).ToContainTextAsync("Left alone");
        await Expect(claude).ToContainTextAsync("Tried again at");
        await Expect(claude.Locator(".error")).ToContainTextAsync("529");
        await Expect(visit.Page.Locator(".charts")).ToContainTextAsync("4 in the last hour");
        await Expect(visit.Page.Locator("svg[aria-label^='Fallbacks: 3']")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("svg[aria-label^='Latency'] .dot")).Not.ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task A_sessions_page_tells_all_of_it_and_follows()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("We are building a proxy in Go with Redis. The login is broken.", "s", headers: ("X-Prefer-Local", "true"));
        await trooper.Http.Say("my PIN is 9431, keep it to yourself please", "s", headers: ("X-Force-Local", "true"));
        trooper.Claude.Script(Behave.Overloaded());
        await trooper.Http.Say("explain how to go on from here", "s");
        await trooper.Http.Say("explain the next step, too", "s", headers: ("X-Force-Cloud", "true"));
        await using var visit = await Visit.To(trooper, chromium, "/dashboard/s");
        var board = visit.Page.Locator("#board");

        foreach (var text in new[] { "build a proxy", "Tokens saved", "Compression", "Confidence", "Duration", "Redis", "loops", "The login is broken", "claude left: 529" })
            await Expect(board).ToContainTextAsync(text, new() { IgnoreCase = true });
        await Expect(board.Locator(".private-band")).ToHaveCountAsync(3); // the locked two, and an answer that the local model gave knowing them
        await Expect(board.Locator(".withheld-mark").First).ToBeVisibleAsync();
        await Expect(board.Locator(".transcript .turn")).ToHaveCountAsync(8);
        await Expect(board.Locator(".transcript .p-claude")).Not.ToHaveCountAsync(0);

        await trooper.Http.Say("The login is fixed now.", "s");
        await Expect(board.Locator(".transcript .turn")).ToHaveCountAsync(10);

        await board.GetByText("Recovery hand-over").ClickAsync();
        await Expect(visit.Page.Locator("#hand-over-text")).ToContainTextAsync("s");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit.Page.Locator("#hand-over")).ToBeHiddenAsync();
        await board.GetByText("Open in chat").ClickAsync();
        await visit.Page.WaitForURLAsync("**/chat/s");
        Assert.Empty(visit.Mishaps);
    }

    [BrowserFact]
    public async Task Three_hundred_sessions_stay_light()
    {
        await using var trooper = await TrooperHost.Start();
        await Task.WhenAll(Enumerable.Range(0, 300).Select(at => trooper.Http.Send(
            HttpMethod.Post, $"/session/s{at}/append", new StringContent($$"""{"role":"user","content":"we are building part {{at}} of the machine"}""", null, "application/json"))));
        await using var visit = await Visit.To(trooper, chromium, "/dashboard");
        await Expect(visit.Page.Locator(".card")).ToHaveCountAsync(300);

        await visit.Page.EvaluateAsync("() => { globalThis.made = 0; new MutationObserver(seen => { made += seen.reduce((sum, change) => sum + change.addedNodes.length, 0); }).observe(document.querySelector('.wall'), { childList: true, subtree: true }); }");
        await trooper.Http.Say("explain how the machine works", "s7", headers: ("X-Force-Cloud", "true"));
        await Expect(visit.Page.Locator("[data-session=s7]")).ToContainTextAsync("3 turns");

        Assert.InRange(await visit.Page.EvaluateAsync<int>("() => made"), 1, 100);
    }
}
