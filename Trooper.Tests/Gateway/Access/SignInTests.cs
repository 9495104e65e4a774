using System.Net;
using Trooper.Core.Access;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Access;

/// <summary>The pages' door, as a browser sees it.</summary>
public sealed class SignInTests
{
    [Fact]
    public async Task Without_keys_nobody_is_asked_to_sign_in()
    {
        await using var trooper = await TrooperHost.Start();
        using var browser = Browser(trooper);

        Assert.Equal(200, (int)(await browser.GetAsync("/chat")).StatusCode);
        Assert.Equal("/chat", (await browser.GetAsync("/signin")).Headers.Location?.ToString());
    }

    [Fact]
    public async Task Who_opens_a_page_signs_in_and_comes_back_to_it()
    {
        await using var trooper = await TrooperHost.Start();
        var key = await trooper.MakeKey("blue");
        using var browser = Browser(trooper);

        var sent = await browser.GetAsync("/dashboard/some%20session?x=1");
        Assert.Equal((HttpStatusCode.Redirect, "/signin?to=%2Fdashboard%2Fsome%2520session%3Fx%3D1"), (sent.StatusCode, sent.Headers.Location?.ToString()));
        var door = await browser.GetAsync(sent.Headers.Location);
        var page = await door.Content.ReadAsStringAsync();
        Assert.Contains("value=\"/dashboard/some%20session?x=1\"", page);
        Assert.Contains("form-action 'self'", door.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal(200, (int)(await browser.GetAsync("/pages/style.css")).StatusCode);

        var signedIn = await SignIn(browser, key.Secret, "/dashboard/some%20session?x=1");

        Assert.Equal((HttpStatusCode.SeeOther, "/dashboard/some%20session?x=1"), (signedIn.StatusCode, signedIn.Headers.Location?.ToString()));
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=strict", cookie);
        Assert.DoesNotContain("secure", cookie);
        Assert.DoesNotContain(key.Secret, cookie);
        Assert.DoesNotContain(key.Key.Hash, cookie);
        Assert.Equal(200, (int)(await browser.GetAsync("/dashboard")).StatusCode);
        Assert.Equal("blue", (await browser.Get("/pages/me")).Text("team"));
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("/\t/elsewhere.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task Nobody_is_led_elsewhere(string to)
    {
        await using var trooper = await TrooperHost.Start();
        var key = await trooper.MakeKey("blue");
        using var browser = Browser(trooper);

        Assert.Contains("value=\"/chat\"", await browser.GetStringAsync($"/signin?to={Uri.EscapeDataString(to)}"));
        Assert.Equal("/chat", (await SignIn(browser, key.Secret, to)).Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("tr-canary")]
    [InlineData("")]
    [InlineData("<script>canary</script>")]
    public async Task A_wrong_key_is_refused_and_not_repeated(string key)
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.MakeKey("blue");
        using var browser = Browser(trooper);

        var refused = await SignIn(browser, key, "/chat");

        var page = await refused.Content.ReadAsStringAsync();
        Assert.Equal(401, (int)refused.StatusCode);
        Assert.Contains("role=\"alert\"", page);
        Assert.DoesNotContain("canary", page);
        Assert.False(refused.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_sign_in_dies_with_its_key_its_secret_its_week_and_when_it_is_signed_out()
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time);
        var smith = trooper.Get<Locksmith>();
        await Signed(await trooper.MakeKey("blue"), key => smith.Revoke(key.Id, default));
        await Signed(await trooper.MakeKey("blue"), key => smith.Rotate(key.Id, default));
        await Signed(await trooper.MakeKey("blue"), _ => { time.Advance(TimeSpan.FromDays(7)); return Task.CompletedTask; });

        async Task Signed(MintedKey key, Func<ApiKey, Task> end)
        {
            using var browser = Browser(trooper);
            var cookie = (await SignIn(browser, key.Secret, "/chat")).Headers.GetValues("Set-Cookie").Single().Split(';')[0];
            Assert.Equal(200, (await trooper.Http.Send(HttpMethod.Get, "/sessions", null, ("Cookie", cookie))).Status);
            await end(key.Key);
            Assert.Equal(401, (await trooper.Http.Send(HttpMethod.Get, "/sessions", null, ("Cookie", cookie))).Status);
        }
    }

    [Fact]
    public async Task Who_signs_out_has_signed_out_everywhere_even_who_kept_the_cookie()
    {
        await using var trooper = await TrooperHost.Start();
        var key = await trooper.MakeKey("blue");
        using var browser = Browser(trooper);
        var cookie = (await SignIn(browser, key.Secret, "/chat")).Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        Assert.Equal(200, (await trooper.Http.Send(HttpMethod.Get, "/sessions", null, ("Cookie", cookie))).Status);

        Assert.Equal(204, (int)(await Post(browser, "/signout", null)).StatusCode);

        Assert.Equal(401, (await trooper.Http.Send(HttpMethod.Get, "/sessions", null, ("Cookie", cookie))).Status);
        using var again = Browser(trooper);
        await SignIn(again, key.Secret, "/chat");
        Assert.Equal(200, (int)(await again.GetAsync("/sessions")).StatusCode);
    }

    [Fact]
    public async Task A_ticket_that_was_tampered_with_is_worth_nothing()
    {
        await using var trooper = await TrooperHost.Start();
        var (key, other) = (await trooper.MakeKey("blue"), await trooper.MakeKey("green", KeyRole.Admin));
        using var browser = Browser(trooper);
        var cookie = (await SignIn(browser, key.Secret, "/chat")).Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var parts = cookie.Split('.');

        foreach (var forged in new[] { cookie.Replace(key.Key.Id, other.Key.Id), $"{parts[0]}.x.{parts[2]}.{parts[3]}", $"{parts[0]}.{parts[1]}.{long.Parse(parts[2]) + 1}.{parts[3]}", $"{parts[0]}.{parts[1]}.{parts[2]}.", $"{parts[0]}.{parts[1]}.{parts[2]}", "trooper_sign_in=..." })
            Assert.Equal(401, (await trooper.Http.Send(HttpMethod.Get, "/sessions", null, ("Cookie", forged))).Status);
    }

    [Fact]
    public async Task A_cookie_changes_something_only_for_a_page_of_this_very_address()
    {
        await using var trooper = await TrooperHost.Start();
        var key = await trooper.MakeKey("blue");
        using var browser = Browser(trooper);
        await SignIn(browser, key.Secret, "/chat");
        var body = new { role = "user", content = "hello" };

        foreach (var origin in new[] { "http://localhost:1", "http://127.0.0.1", "https://elsewhere.example", "null", "" })
            Assert.Equal(403, (int)(await Post(browser, "/session/s/append", body, origin)).StatusCode);
        Assert.Equal(200, (int)(await Post(browser, "/session/s/append", body)).StatusCode);
    }

    private static HttpClient Browser(TrooperHost trooper) => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = trooper.Url };

    private static Task<HttpResponseMessage> SignIn(HttpClient browser, string key, string to) =>
        Send(browser, "/signin", new FormUrlEncodedContent([new("key", key), new("to", to)]), null);

    private static Task<HttpResponseMessage> Post(HttpClient browser, string path, object? body, string? origin = null) =>
        Send(browser, path, body is null ? null : new StringContent(WireJson.Write(body), new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")), origin);

    private static async Task<HttpResponseMessage> Send(HttpClient browser, string path, HttpContent? content, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (origin != "")
            request.Headers.Add("Origin", origin ?? browser.BaseAddress!.GetLeftPart(UriPartial.Authority));
        return await browser.SendAsync(request);
    }
}
