using System.Net;
using System.Text.RegularExpressions;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Pages;

/// <summary>The pages as they are served: whole from the assembly, under a strict policy, without secrets.</summary>
public sealed partial class PageFileTests
{
    [Theory]
    [InlineData("/chat", "text/html")]
    [InlineData("/chat/some-session", "text/html")]
    [InlineData("/dashboard", "text/html")]
    [InlineData("/dashboard/some-session", "text/html")]
    [InlineData("/pages/js/chat.js", "text/javascript")]
    [InlineData("/pages/style.css", "text/css")]
    [InlineData("/pages/icon.svg", "image/svg+xml")]
    public async Task Every_file_comes_under_the_policy(string path, string type)
    {
        await using var trooper = await TrooperHost.Start();

        var reply = await trooper.Http.Send(HttpMethod.Get, path);

        Assert.Equal(200, reply.Status);
        Assert.StartsWith(type, reply.Header("Content-Type"), StringComparison.Ordinal);
        var policy = reply.Header("Content-Security-Policy")!;
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", reply.Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", reply.Header("Referrer-Policy"));
        Assert.DoesNotContain(TrooperHost.ClaudeKey, reply.Body, StringComparison.Ordinal);
        Assert.DoesNotMatch(InlineCode(), reply.Body);
    }

    [Fact]
    public async Task A_browser_at_the_root_is_sent_to_the_chat_and_probes_are_answered()
    {
        await using var trooper = await TrooperHost.Start();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = trooper.Url };

        var browser = await http.Send(HttpMethod.Get, "/", headers: ("Accept", "text/html,application/xhtml+xml"));
        Assert.Equal((302, "/chat"), (browser.Status, browser.Header("Location")));
        Assert.Equal(200, (await http.Send(HttpMethod.Get, "/")).Status);
        Assert.Equal(200, (await http.Send(HttpMethod.Head, "/", headers: ("Accept", "text/html"))).Status);
    }

    [Theory]
    [InlineData("/pages/nothing.js")]
    [InlineData("/pages/../Program.cs")]
    [InlineData("/pages/%2e%2e/appsettings.json")]
    [InlineData("/pages/js")]
    public async Task What_is_not_there_is_a_plain_404(string path)
    {
        await using var trooper = await TrooperHost.Start();

        Assert.Equal(404, (await trooper.Http.Send(HttpMethod.Get, path)).Status);
    }

    [Fact]
    public async Task A_file_that_did_not_change_is_not_sent_again()
    {
        await using var trooper = await TrooperHost.Start();
        var tag = (await trooper.Http.Send(HttpMethod.Get, "/pages/style.css")).Header("ETag")!;

        var again = await trooper.Http.Send(HttpMethod.Get, "/pages/style.css", headers: ("If-None-Match", tag));

        Assert.Equal((int)HttpStatusCode.NotModified, again.Status);
        Assert.Empty(again.Bytes);
    }

    [GeneratedRegex("""<script(?![^>]*\bsrc=)|<style|<[a-z][^>]*\s(style|on[a-z]+)=|https?://(?!www\.w3\.org)""", RegexOptions.IgnoreCase)]
    private static partial Regex InlineCode();
}
