using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Trooper.Tests.Pages.Browser;

/// <summary>In a real browser, too, nothing that a model writes runs or fetches.</summary>
[Collection(BrowserTests.Name)]
public sealed class HostilePageTests(Chromium chromium)
{
    private const string ProvokeAll = """
        () => {
          for (const element of document.querySelectorAll('.said *')) {
            for (const kind of ['mouseover', 'focus', 'load', 'error', 'toggle', 'animationstart', 'begin']) element.dispatchEvent(new Event(kind, { bubbles: true }));
            if (element.tagName === 'SUMMARY') element.click();
          }
          return ['script', 'style', 'iframe', 'object', 'embed', 'form', 'link', 'base', 'video', 'audio', 'img[src^=http]']
            .map(name => document.querySelectorAll(`main ${name}:not(.composer)`).length).reduce((sum, found) => sum + found, 0);
        }
        """;

    [BrowserFact]
    public async Task A_transcript_of_hostile_answers_neither_runs_nor_fetches()
    {
        await using var trooper = await TrooperHost.Start();
        foreach (var text in HostileMarkdown.Cases)
        {
            var content = new StringContent(WireJson.Write(new { role = "assistant", content = text }), null, "application/json");
            await trooper.Http.Send(HttpMethod.Post, "/session/hostile/append", content);
        }
        await using var visit = await Visit.To(trooper, chromium, "/chat/hostile");
        var last = HostileMarkdown.Cases.Count - 1;
        await Expect(visit.Page.Locator($"[data-index='{last}']")).ToBeAttachedAsync();
        while (await visit.Page.Locator("#earlier").IsVisibleAsync())
        {
            var first = await visit.Turns.First.GetAttributeAsync("data-index");
            await visit.Page.Locator("#earlier").ClickAsync();
            await Expect(visit.Turns.First).Not.ToHaveAttributeAsync("data-index", first!);
        }
        await Expect(visit.Turns).ToHaveCountAsync(HostileMarkdown.Cases.Count);
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>(ProvokeAll));

        await visit.Open("/dashboard/hostile");
        await Expect(visit.Page.Locator($"[data-index='{last}']")).ToBeAttachedAsync();
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>(ProvokeAll));
        await visit.Open("/dashboard");
        await Expect(visit.Page.Locator(".card")).ToHaveCountAsync(1);
        Assert.Empty(visit.Mishaps);
    }

    [BrowserFact]
    public async Task A_hostile_answer_neither_runs_nor_fetches_while_it_is_written()
    {
        await using var trooper = await TrooperHost.Start();
        var text = string.Join("\n\n", HostileMarkdown.Cases.Where(text => text.Length < 500));
        trooper.Ollama.Script(Behave.Says([.. text.Chunk(24).Select(piece => new string(piece))]).Paced(TimeSpan.FromMilliseconds(1)));
        await using var visit = await Visit.To(trooper, chromium);

        await visit.Ask("<img src=x onerror=tripped()> what do you say?");

        Assert.Equal(0, await visit.Page.EvaluateAsync<int>(ProvokeAll));
        await Expect(visit.Page.Locator("#message")).ToHaveCountAsync(1);
        Assert.Empty(visit.Mishaps);
    }

    [BrowserFact]
    public async Task The_tripwire_works()
    {
        await using var trooper = await TrooperHost.Start();
        await using var visit = await Visit.To(trooper, chromium);

        await visit.Page.EvaluateAsync("() => tripped()");
        await visit.Page.EvaluateAsync("() => fetch('https://evil.example/').catch(() => null)");
        await visit.Page.EvaluateAsync("() => { try { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=tripped()>') } catch { } }");

        Assert.Contains("a script of the answer ran", visit.Mishaps);
        Assert.Contains(visit.Mishaps, mishap => mishap.Contains("Content Security Policy", StringComparison.Ordinal));
        Assert.Contains(visit.Mishaps, mishap => mishap.Contains("TrustedHTML", StringComparison.Ordinal));
    }
}
