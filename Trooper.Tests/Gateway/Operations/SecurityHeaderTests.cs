using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Operations;

/// <summary>What a browser may make of a reply: nothing but what it is.</summary>
public sealed class SecurityHeaderTests
{
    [Fact]
    public async Task Every_reply_has_them()
    {
        await using var trooper = await TrooperHost.Start();
        var http = trooper.Http;
        trooper.Claude.Script(Behave.RepliesWith(400, """{"type":"error","error":{"type":"invalid_request_error","message":"no"}}"""));

        TrooperReply[] replies =
        [
            await http.Say("please go on"), // a provider's error
            await http.Say("please go on"),
            await http.Say("please go on", stream: true),
            await http.Post("{"),
            await http.Send(HttpMethod.Get, "/chat"),
            await http.Send(HttpMethod.Get, "/sessions"),
            await http.Send(HttpMethod.Get, "/metrics"),
            await http.Send(HttpMethod.Get, "/openapi/v1.json"),
            await http.Send(HttpMethod.Get, "/nowhere"),
            await http.Send(HttpMethod.Get, "/v1/messages"),
            await http.Send(HttpMethod.Get, "/sessions", null, ("Origin", "https://evil.example")),
        ];

        Assert.Equal([400, 200, 200, 400, 200, 200, 200, 200, 404, 405, 403], replies.Select(reply => reply.Status));
        Assert.All(replies, reply => Assert.Equal(
            ("nosniff", "no-referrer", "same-origin", "DENY"),
            (reply.Header("X-Content-Type-Options"), reply.Header("Referrer-Policy"), reply.Header("Cross-Origin-Resource-Policy"), reply.Header("X-Frame-Options"))));
        Assert.Contains("frame-ancestors 'none'", replies[4].Header("Content-Security-Policy"), StringComparison.Ordinal);
    }
}
