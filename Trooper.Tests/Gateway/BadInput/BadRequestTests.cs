using System.Text;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.BadInput;

/// <summary>What is no request is refused by name, in the protocol's envelope, and leaves no trace.</summary>
public sealed class BadRequestTests(BadRequestTests.Running running) : IClassFixture<BadRequestTests.Running>
{
    private readonly TrooperHost trooper = running.Trooper;

    [Theory]
    [MemberData(nameof(BadBodies.Rows), MemberType = typeof(BadBodies))]
    public async Task What_is_wrong_is_named(string body, string named)
    {
        await IsRefused(400, "invalid_request_error", named, new StringContent(body));
        if (named != "max_tokens") // which a count has not
            await IsRefused(400, "invalid_request_error", named, new StringContent(body), "/v1/messages/count_tokens");
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_refused()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes($"{{{BadBodies.Start}\"messages\":[{{\"role\":\"user\",\"content\":\""), 0xC3, 0x28, 0xFF, .. "\"}]}"u8];
        await IsRefused(400, "invalid_request_error", "UTF-8", new ByteArrayContent(bytes));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Forty_megabytes_are_too_many(bool chunked)
    {
        var huge = $"{{{BadBodies.Start}\"messages\":[{{\"role\":\"user\",\"content\":\"{new string('x', 40 * 1024 * 1024)}\"}}]}}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages") { Content = new StringContent(huge) };
        request.Headers.TransferEncodingChunked = chunked;

        var reply = await TrooperReply.Read(await trooper.Http.SendAsync(request));

        Assert.Equal((413, "request_too_large"), (reply.Status, reply.Json.Field("error").Text("type")));
        await NothingHappened();
    }

    [Fact]
    public async Task An_encoding_that_is_unknown_or_untrue_is_refused()
    {
        await IsRefused(415, "invalid_request_error", "content-encoding", Good(), headers: ("Content-Encoding", "zstd"));
        await IsRefused(400, "invalid_request_error", "content-encoding", Good(), headers: ("Content-Encoding", "gzip"));
        await IsRefused(400, "invalid_request_error", "content-encoding", Good(), headers: ("Content-Encoding", "br"));
    }

    [Theory]
    [InlineData("X-Session-ID")]
    [InlineData("x-conversation-id")]
    [InlineData("X-Parent-Session-ID")]
    [InlineData("X-Force-Local")]
    public async Task A_header_of_ten_kilobytes_is_no_id_and_no_flag(string name) =>
        await IsRefused(400, "invalid_request_error", name, Good(), headers: (name, new string('x', 10 * 1024)));

    [Theory]
    [InlineData("GET", "/v1/messages", 405)]
    [InlineData("PUT", "/v1/messages", 405)]
    [InlineData("DELETE", "/v1/messages/count_tokens", 405)]
    [InlineData("GET", "/v1/nothing", 404)]
    [InlineData("POST", "/v1/messages/batches", 404)]
    public async Task A_wrong_method_or_path_wears_the_protocol_s_envelope(string method, string path, int status)
    {
        var reply = await trooper.Http.Send(new HttpMethod(method), path);

        Assert.Equal((status, "application/json", "error"), (reply.Status, reply.Header("Content-Type"), reply.Json.Text("type")));
        Assert.Contains(path, reply.Json.Field("error").Text("message"));
        HasTrooperHeaders(reply);
    }

    [Theory]
    [InlineData("POST", "/sessions", 405)]
    [InlineData("PUT", "/session/s", 405)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/session/a/b", 404)]
    [InlineData("GET", "/session/unknown", 404)]
    [InlineData("GET", "/recovery/unknown", 404)]
    [InlineData("GET", "/sitrep/unknown", 404)]
    public async Task Elsewhere_errors_are_problem_details(string method, string path, int status)
    {
        var reply = await trooper.Http.Send(new HttpMethod(method), path);

        Assert.Equal((status, "application/problem+json", status), (reply.Status, reply.Header("Content-Type"), reply.Json.Integer("status")));
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_page_from_elsewhere_cannot_drive_it(string header, string value)
    {
        await IsRefused(403, "permission_error", header, Good(), headers: (header, value));
        Assert.Equal(403, (await trooper.Http.Send(HttpMethod.Get, "/sessions", null, (header, value))).Status);
    }

    private static StringContent Good() => new($"{{{BadBodies.Start}{BadBodies.Hello}}}");

    private async Task IsRefused(
        int status, string type, string named, HttpContent content, string path = "/v1/messages", params (string Name, string Value)[] headers)
    {
        var reply = await trooper.Http.Send(HttpMethod.Post, path, content, headers);

        Assert.True(status == reply.Status, $"{reply.Status} {reply.Body}");
        Assert.Equal(("application/json", "error", type), (reply.Header("Content-Type"), reply.Json.Text("type"), reply.Json.Field("error").Text("type")));
        Assert.Contains(named, reply.Json.Field("error").Text("message"));
        HasTrooperHeaders(reply);
        await NothingHappened();
    }

    private static void HasTrooperHeaders(TrooperReply reply) =>
        Assert.All(["Provider", "Model", "Fallback-Count", "Session-Saved", "Decision", "Summary"], name => Assert.NotNull(reply.Trooper(name)));

    private async Task NothingHappened()
    {
        Assert.Equal(0, (await trooper.Http.Get("/sessions")).Integer("count"));
        Assert.Empty(trooper.Claude.Requests.Concat(trooper.Claude.Probes).Concat(trooper.Ollama.Requests));
    }

    /// <summary>One host for all: none of this harms it.</summary>
    public sealed class Running : IAsyncLifetime
    {
        internal TrooperHost Trooper { get; private set; } = null!;

        public async Task InitializeAsync() => Trooper = await TrooperHost.Start();

        public async Task DisposeAsync()
        {
            Assert.Empty(Trooper.Log.Faults);
            await Trooper.DisposeAsync();
        }
    }
}
