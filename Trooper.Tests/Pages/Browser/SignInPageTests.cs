using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Trooper.Tests.Gateway.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Trooper.Tests.Pages.Browser;

/// <summary>The pages' door, in a real browser.</summary>
[Collection(BrowserTests.Name)]
public sealed class SignInPageTests(Chromium chromium)
{
    [BrowserFact]
    public async Task A_person_signs_in_talks_and_signs_out_and_the_key_stays_nowhere()
    {
        await using var trooper = await TrooperHost.Start();
        var key = await trooper.MakeKey(new() { Team = "blue", Name = "Ada" });
        await using var visit = await Visit.To(trooper, chromium, "/chat");
        Assert.Equal("/signin", new Uri(visit.Page.Url).AbsolutePath);

        await Give("tr-wrong");
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Give(key.Secret);
        await visit.Page.Locator("body.chat[data-ready]").WaitForAsync();

        await Expect(visit.Page.Locator("#signed-in .who")).ToHaveTextAsync("Ada · blue");
        await visit.Ask("please say hello");
        var kept = await visit.Page.EvaluateAsync<string>("() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])");
        Assert.DoesNotContain("tr-", kept);
        Assert.DoesNotContain("trooper_sign_in", kept);
        var cookie = Assert.Single(await visit.Page.Context.CookiesAsync());
        Assert.True(cookie is { HttpOnly: true, SameSite: SameSiteAttribute.Strict });
        Assert.DoesNotContain(key.Secret, cookie.Value);

        await visit.Page.Locator("#sign-out").ClickAsync();
        await visit.Page.Locator("body.sign-in").WaitForAsync();
        await visit.Page.GotoAsync("/dashboard");
        Assert.Equal("/signin", new Uri(visit.Page.Url).AbsolutePath);
        Assert.Empty(visit.Mishaps);

        async Task Give(string secret)
        {
            await visit.Page.GetByLabel("Your key").FillAsync(secret);
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        }
    }

    [BrowserTheory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task The_door_looks_right_and_is_accessible(string scheme)
    {
        await using var trooper = await TrooperHost.Start();
        var key = await trooper.MakeKey(new() { Team = "blue", Name = "Ada" });
        await using var visit = await Visit.To(trooper, chromium, "/dashboard", scheme == "dark" ? Visit.Phone : Visit.Desk, scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light);
        await visit.Page.GetByLabel("Your key").FillAsync("tr-wrong");
        await visit.Page.GetByLabel("Your key").PressAsync("Enter");
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Check("signin");

        await visit.Page.GetByLabel("Your key").FillAsync(key.Secret);
        await visit.Page.GetByLabel("Your key").PressAsync("Enter");
        await Expect(visit.Page.Locator("#sign-out")).ToBeVisibleAsync();
        Assert.Equal("/dashboard", new Uri(visit.Page.Url).AbsolutePath);
        await Check("signed-in");

        async Task Check(string page)
        {
            await visit.Screenshot($"{page}-{scheme}");
            var found = (await visit.Page.RunAxe()).Violations.Where(violation => violation.Impact is "serious" or "critical");
            Assert.True(!found.Any(), $"{page}: {string.Join("; ", found.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"))}");
            Assert.True(await visit.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{page} is wider than the screen");
        }
    }
}
