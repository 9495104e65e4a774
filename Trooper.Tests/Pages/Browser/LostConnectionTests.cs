using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Trooper.Tests.Gateway.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Trooper.Tests.Pages.Browser;

/// <summary>An open page outlives the connection, and the process that it is connected to.</summary>
[Collection(BrowserTests.Name)]
public sealed class LostConnectionTests(Chromium chromium)
{
    [BrowserFact]
    public async Task A_page_goes_on_after_a_restart_and_misses_nothing()
    {
        await using var trooper = await TrooperHost.Start(changes: ("TROOPER_PORT", FreePort()));
        await using var chat = await Visit.To(trooper, chromium);
        await chat.Ask("hello");
        var session = chat.Session;
        await using var dashboard = await Visit.To(trooper, chromium, "/dashboard");
        await Expect(dashboard.Page.Locator("#connection")).ToHaveTextAsync("Live");

        await trooper.Restart();
        await trooper.Http.Say("said from elsewhere", session, headers: ("X-Prefer-Local", "true"));

        await Expect(chat.Answers.Nth(1)).ToContainTextAsync("heard: said from elsewhere");
        await Expect(chat.Turns).ToHaveCountAsync(4);
        await Expect(dashboard.Page.Locator("#connection")).ToHaveTextAsync("Live");
        await Expect(dashboard.Page.Locator($"[data-session={session}]")).ToContainTextAsync("4 turns");
        Assert.Equal("llama-sim heard: and on", await chat.Ask("and on"));
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
