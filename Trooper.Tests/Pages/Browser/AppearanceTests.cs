using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Trooper.Tests.Pages.Browser;

/// <summary>Each page in light and dark, on a desk and on a phone: pictures to look at, no serious finding of axe, nothing wider than the screen.</summary>
[Collection(BrowserTests.Name)]
public sealed class AppearanceTests(Chromium chromium)
{
    private const string Answer = """"
        Three things matter, **in this order**:

        1. Read the header before the body.
        2. Keep `retry_after` as it came.
        3. Never retry inside a tool call.

        ```python
        def wait(response, most=5.0):
            """Seconds to wait before the next try."""
            after = float(response.headers.get("Retry-After", 2))
            return after if after <= most else None  # None: go on elsewhere
        ```

        | status | meaning | next |
        |---|---|---|
        | 429 | slow down | wait, then once more |
        | 529 | overloaded | next provider |

        > A bad key is never masked. See [the guide](https://example.org/guide).
        """";

    public static TheoryData<string, string> Looks => new()
    {
        { "light", "desk" },
        { "light", "phone" },
        { "dark", "desk" },
        { "dark", "phone" },
    };

    [BrowserTheory]
    [MemberData(nameof(Looks))]
    public async Task Pages_look_right_and_are_accessible(string scheme, string screen)
    {
        await using var trooper = await TrooperHost.Start();
        await Fill(trooper);
        await using var visit = await Visit.To(trooper, chromium, "/chat", screen == "desk" ? Visit.Desk : Visit.Phone, scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light);
        await Expect(visit.Page.Locator("#session-list li")).Not.ToHaveCountAsync(0);
        await Check("welcome");

        await visit.Open("/chat/relay");
        await Expect(visit.Dividers).ToHaveCountAsync(2);
        await Check("chat");
        await visit.Page.Locator("#scroller").EvaluateAsync("element => { element.dispatchEvent(new Event('wheel')); element.scrollTop = 0; }");
        await visit.Screenshot($"chat-top-{screen}-{scheme}");
        if (screen == "phone")
        {
            await visit.Page.Locator("#show-sitrep").ClickAsync();
            await Check("chat-sitrep");
        }

        await visit.Open("/dashboard");
        await Expect(visit.Page.Locator(".card")).ToHaveCountAsync(7);
        await Check("dashboard");

        await visit.Open("/dashboard/relay");
        await Expect(visit.Page.Locator(".transcript .turn")).ToHaveCountAsync(10);
        await Check("session");
        await visit.Page.EvaluateAsync("() => scrollTo(0, 900)");
        await visit.Screenshot($"session-below-{screen}-{scheme}");
        Assert.Empty(visit.Mishaps);

        async Task Check(string page)
        {
            await visit.Screenshot($"{page}-{screen}-{scheme}");
            var found = (await visit.Page.RunAxe()).Violations.Where(violation => violation.Impact is "serious" or "critical");
            Assert.True(!found.Any(), $"{page}: {string.Join("; ", found.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html} ({violation.Nodes[0].Any.FirstOrDefault()?.Message})"))}");
            Assert.True(await visit.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{page} is wider than the screen");
        }
    }

    private static async Task Fill(TrooperHost trooper)
    {
        trooper.Ollama.Script(Behave.Says("Gladly. The login is broken because the token expires too early; the retry loop is missing, too."));
        await trooper.Http.Say("We are building a relay in Go with Redis, local first. The login is broken. Please help me fix it.", "relay", headers: ("X-Prefer-Local", "true"));
        trooper.Ollama.Script(Behave.Says("Noted, and kept here."));
        await trooper.Http.Say("The staging password is tapioca-9431, use it for the tests.", "relay", headers: ("X-Force-Local", "true"));
        trooper.Claude.Script(Behave.Says(Answer));
        await trooper.Http.Say("How do I wait properly when a provider is overloaded?", "relay", headers: ("X-Force-Cloud", "true"));
        await trooper.Http.Say("Deployed the fix: the login is fixed now. Check streaming next.", "relay", headers: ("X-Prefer-Local", "true"));
        trooper.Claude.Script(Behave.Overloaded() with { Times = 2 });
        await trooper.Http.Say("explain why streaming is pending", "relay", headers: ("X-Prefer-Local", "true"));
        await trooper.Http.Say("explain how to migrate the warehouse database to Postgres without downtime", "warehouse");
        await trooper.Http.Say("debugging the parser: the tests are failing and stuck, explain why", "parser");
        await trooper.Http.Say("I look at the tokenizer, explain what it needs", "parser.lexer", headers: ("X-Parent-Session-ID", "parser"));
        await trooper.Http.Say("I look at the grammar, explain it", "parser.grammar", headers: ("X-Parent-Session-ID", "parser"));
        await trooper.Http.Say("explain the release notes; everything is done, shipped and confirmed", "release");
        await trooper.Http.Say("what does EOF mean", "eof");
    }
}
