using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Trooper.Tests.Pages.Browser;

/// <summary>A session of 500 turns is as light to use as one of five.</summary>
[Collection(BrowserTests.Name)]
public sealed class LongSessionTests(Chromium chromium, ITestOutputHelper output)
{
    private const int Turns = 500;
    private const double MostMilliseconds = 100;

    // From the key's event to the frame that shows it.
    private const string WatchKeys = """
        () => {
          globalThis.keys = [];
          document.addEventListener('keydown', event => requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => keys.push(performance.now() - event.timeStamp); channel.port2.postMessage(0); }), true);
        }
        """;

    [BrowserFact]
    public async Task Keys_show_at_once_while_an_answer_streams_into_five_hundred_turns()
    {
        await using var trooper = await TrooperHost.Start();
        for (var turn = 0; turn < Turns; turn++)
        {
            var text = turn % 2 == 0 ? $"Question {turn}?" : $"Answer **{turn}**:\n\n```cs\nvar x = {turn};\n```\n\n| a | b |\n|---|---|\n| {turn} | 2 |";
            var body = new StringContent(WireJson.Write(new { role = turn % 2 == 0 ? "user" : "assistant", content = text, provider = "ollama" }), null, "application/json");
            await trooper.Http.Send(HttpMethod.Post, "/session/long/append", body);
        }
        var gate = new Gate();
        trooper.Ollama.Script(Behave.Says([.. Enumerable.Range(0, 400).Select(at => $"word {at}{(at % 20 == 0 ? "\n\n" : " ")}")]).Paced(TimeSpan.FromMilliseconds(10)).HeldAfter(300, gate));
        await using var visit = await Visit.To(trooper, chromium, "/chat/long");
        await Expect(visit.Turns.Last).ToContainTextAsync("Answer 499");
        Assert.InRange(await visit.Turns.CountAsync(), 10, 120);
        await visit.Page.EvaluateAsync(WatchKeys);

        await visit.Say("go on");
        await Expect(visit.Page.Locator(".writing")).ToBeVisibleAsync();
        await visit.Message.PressSequentiallyAsync("typed while it is writing", new() { Delay = 20 });
        gate.Open();
        await visit.Answer(await visit.Answers.CountAsync() - 1);

        var delays = (await visit.Page.EvaluateAsync<double[]>("() => keys")).Order().ToArray();
        output.WriteLine($"{delays.Length} keys: median {delays[delays.Length / 2]:0.0} ms, worst {delays[^1]:0.0} ms");
        Assert.True(delays.Length >= 20);
        Assert.True(delays[delays.Length / 2] < MostMilliseconds, $"the median key took {delays[delays.Length / 2]:0} ms");
        Assert.Equal("typed while it is writing", await visit.Message.InputValueAsync());

        await visit.Page.Locator("#earlier").ClickAsync();
        await Expect(visit.Page.Locator("[data-index='400']")).ToBeAttachedAsync();
    }

    [BrowserFact]
    public async Task A_page_that_stays_open_does_not_grow()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("hello", "busy");
        await using var visit = await Visit.To(trooper, chromium, "/chat/busy");
        await Expect(visit.Turns).ToHaveCountAsync(2);

        for (var turn = 0; turn < 380; turn++)
        {
            var body = new StringContent(WireJson.Write(new { role = turn % 2 == 0 ? "user" : "assistant", content = $"number {turn}" }), null, "application/json");
            await trooper.Http.Send(HttpMethod.Post, "/session/busy/append", body);
        }

        await Expect(visit.Turns.Last).ToContainTextAsync("number 379");
        Assert.InRange(await visit.Turns.CountAsync(), 50, 310);
    }
}
