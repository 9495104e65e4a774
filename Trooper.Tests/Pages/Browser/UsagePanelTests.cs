using Microsoft.Playwright;
using Trooper.Tests.Gateway.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Trooper.Tests.Pages.Browser;

/// <summary>The dashboard shows what was used, and what it cost.</summary>
[Collection(BrowserTests.Name)]
public sealed class UsagePanelTests(Chromium chromium)
{
    private static readonly (string, string?)[] Prices = [("Trooper:Prices:claude-sim:input", "3000"), ("Trooper:Prices:claude-sim:output", "15000")];

    [BrowserTheory]
    [InlineData("desk", ColorScheme.Light)]
    [InlineData("desk", ColorScheme.Dark)]
    [InlineData("phone", ColorScheme.Light)]
    public async Task Usage_is_told_by_day_model_key_and_team(string size, ColorScheme scheme)
    {
        await using var trooper = await TrooperHost.Start(null, Prices);
        await trooper.Http.Say("please go on");
        await trooper.Http.Say("hello there, how are you", headers: ("X-Prefer-Local", "true"));
        await using var visit = await Visit.To(trooper, chromium, "/dashboard", size == "phone" ? Visit.Phone : Visit.Desk, scheme);
        var panel = visit.Page.Locator("[aria-label=Usage]");

        await Expect(panel).ToContainTextAsync("2 requests in the last 30 days");
        await Expect(panel.Locator("tbody tr")).ToHaveCountAsync(1);
        await panel.Locator("[data-by=model]").ClickAsync();
        await Expect(panel.Locator("tbody tr")).ToHaveCountAsync(2);
        await Expect(panel.Locator("tbody tr").First).ToContainTextAsync(TrooperHost.ClaudeModel);
        await Expect(panel.Locator("tbody tr").Nth(1)).ToContainTextAsync("$0.00");
        await Expect(panel.Locator("[data-by=model]")).ToHaveAttributeAsync("aria-pressed", "true");
        await panel.ScrollIntoViewIfNeededAsync();
        await visit.Screenshot($"usage-{size}-{scheme}".ToLowerInvariant());
        await panel.Locator("[data-by=key]").ClickAsync();
        await Expect(panel).ToContainTextAsync("without a key");

        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        Assert.Empty(visit.Mishaps);
    }
}
