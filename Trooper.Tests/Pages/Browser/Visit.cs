using System.Collections.Concurrent;
using Microsoft.Playwright;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Pages.Browser;

/// <summary>One person's visit to the pages of a Trooper: a fresh browser profile that watches for whatever must not happen.</summary>
internal sealed class Visit : IAsyncDisposable
{
    /// <summary>Long: only a test that has already failed waits for it.</summary>
    public const int Patience = 45_000;

    public static readonly (int Width, int Height) Desk = (1280, 860);
    public static readonly (int Width, int Height) Phone = (360, 740);

    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> mishaps = [];
    private readonly TrooperHost trooper;

    private Visit(IBrowserContext context, IPage page, TrooperHost trooper) => (this.context, Page, this.trooper) = (context, page, trooper);

    public IPage Page { get; }

    /// <summary>Scripts that ran or failed, requests that left this machine, rules of the page's policy that were broken.</summary>
    public IReadOnlyCollection<string> Mishaps => mishaps;

    public ILocator Turns => Page.Locator("#turns > .turn[data-index]");

    public ILocator Answers => Page.Locator("#turns > .turn.assistant[data-index]");

    public ILocator Dividers => Page.Locator("#turns > .turn .divider");

    public ILocator Message => Page.Locator("#message");

    public ILocator Failure => Page.Locator("#failure");

    public static async Task<Visit> To(TrooperHost trooper, Chromium chromium, string path = "/chat", (int Width, int Height)? size = null, ColorScheme scheme = ColorScheme.Light)
    {
        var (width, height) = size ?? Desk;
        var context = await chromium.Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "UTC",
            BaseURL = trooper.Url.ToString(),
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        context.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        var visit = new Visit(context, await context.NewPageAsync(), trooper);
        await visit.Watch();
        await visit.Open(path);
        return visit;
    }

    public async Task Open(string path)
    {
        await Page.GotoAsync(path);
        await Page.Locator("body[data-ready]").WaitForAsync();
    }

    /// <summary>Types the text and sends it.</summary>
    public async Task Say(string text)
    {
        await Message.FillAsync(text);
        await Message.PressAsync("Enter");
    }

    /// <summary>Says it, and waits for the answer to come in whole.</summary>
    public async Task<string> Ask(string text)
    {
        var before = await Answers.CountAsync();
        await Say(text);
        return await Answer(before);
    }

    /// <summary>The text of an answer, the first being 0.</summary>
    public async Task<string> Answer(int place)
    {
        await Assertions.Expect(Answers.Nth(place)).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("#send")).ToBeVisibleAsync();
        await Answers.Nth(place).ScrollIntoViewIfNeededAsync(); // what is not on the screen is not laid out, and has no text to see
        return await Answers.Nth(place).Locator(".said").InnerTextAsync();
    }

    public Task Act(ILocator turn, string action) => turn.Locator($"[data-action={action}]").ClickAsync();

    /// <summary>The session that the page shows, by its address.</summary>
    public string Session => new Uri(Page.Url).Segments[^1];

    public async Task Screenshot(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "screenshots");
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), Animations = ScreenshotAnimations.Disabled });
    }

    public async ValueTask DisposeAsync() => await context.CloseAsync();

    private async Task Watch()
    {
        await context.ExposeFunctionAsync(HostileMarkdown.Tripwire, () => mishaps.Enqueue("a script of the answer ran"));
        await context.RouteAsync(url => !url.StartsWith(trooper.Url.ToString(), StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal), async route =>
        {
            mishaps.Enqueue($"asked for {route.Request.Url}");
            await route.AbortAsync();
        });
        Page.PageError += (_, error) => mishaps.Enqueue($"script failed: {error}");
        Page.Dialog += async (_, dialog) =>
        {
            mishaps.Enqueue($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        Page.Console += (_, said) =>
        {
            if (said.Text.Contains("Content Security Policy", StringComparison.Ordinal) || said.Text.Contains("TrustedHTML", StringComparison.Ordinal))
                mishaps.Enqueue(said.Text);
        };
    }
}
