using System.IO.Compression;
using System.Text;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Streams;

/// <summary>Between a client and a provider of one dialect Trooper changes nothing.</summary>
public sealed class PassThroughTests
{
    private const string OddStream =
        ": welcome\n\n"
        + "event: message_start\ndata: {\"type\":\"message_start\", \"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-sim-of-today\",\"content\":[],\"new\":1,\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}\n\n"
        + "event: weather\ndata: {\"type\":\"weather\",\"sky\":\"blue\"}\n\n"
        + "event: content_block_start\r\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\r\n\r\n"
        + "event: ping\ndata: {\"type\": \"ping\"}\n\n"
        + "id: 7\nretry: 10\nevent: content_block_delta\ndata: {\"index\":0,\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"caf\\u00e9 \\\"ünd\\\" 🙂\"}}\n\n"
        + ": still here\n\n"
        + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"citations_delta\",\"citation\":{\"url\":\"x\"}}}\n\n"
        + "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
        + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"a_new_reason\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":9}}\n\n"
        + "event: message_stop\ndata: {\"type\":\"message_stop\"   }\n\n";

    private const string OddMessage =
        """{ "id":"msg_1", "type" : "message","role":"assistant","model":"claude-sim-of-today","content":[{"type":"text","text":"caf\u00e9","extra":[1, 2]}],  "stop_reason":"a_new_reason","usage":{"output_tokens":9,"input_tokens":3}, "unheard":{} }""";

    [Fact]
    public async Task A_stream_comes_back_byte_for_byte()
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Claude.Script(Behave.RepliesWith(200, OddStream, "text/event-stream; charset=utf-8").WithHeader("anthropic-odd", "1"));

        var reply = await trooper.Http.Say("please go on", "s", stream: true);

        Assert.Equal(OddStream, reply.Body);
        Assert.Equal(("claude-sim-of-today", "1"), (reply.Trooper("Model"), reply.Header("anthropic-odd")));
        Assert.Equal(["user: please go on", "assistant: café \"ünd\" 🙂"], await trooper.Http.Transcript("s"));
    }

    [Fact]
    public async Task A_whole_answer_comes_back_byte_for_byte()
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Claude.Script(Behave.RepliesWith(200, OddMessage).WithHeader("anthropic-odd", "1"));

        var reply = await trooper.Http.Say("please go on", "s");

        Assert.Equal(OddMessage, reply.Body);
        Assert.Equal(("claude-sim-of-today", "1"), (reply.Trooper("Model"), reply.Header("anthropic-odd")));
        Assert.StartsWith("req_", reply.Header("request-id"));
        Assert.Equal(["user: please go on", "assistant: café"], await trooper.Http.Transcript("s"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(61)]
    public async Task However_the_bytes_are_cut_the_answer_is_whole(int bytes)
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Claude.Script(Behave.Says("naïve ", "🙂🙂 ", "and \"quoted\"\n").InChunksOf(bytes).WithCrlf().WithComments());

        var reply = await trooper.Http.Say("please go on", "s", stream: true);

        Assert.Equal("naïve 🙂🙂 and \"quoted\"\n", reply.Text);
        OneMessage.IsIn(reply);
        Assert.Equal(Outcome.Answered, await trooper.Claude.Requests[0].Ended);
    }

    [Fact]
    public async Task A_request_goes_up_byte_for_byte_with_its_headers_but_the_key()
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Claude.Script(Behave.Normally() with { SkipsValidation = true });
        const string Odd =
            """{ "messages": [ {"role":"user","content":[{"type":"text","text":"caf\u00e9 go on","cache_control":{"type":"ephemeral"}}],"odd":1} ],"max_tokens":  77,  "model":"claude-some-day-9","unheard_of":{"a":[1.0e3]},"service_tier":"auto"}""";

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages?beta=true") { Content = new StringContent(Odd) };
        foreach (var (name, value) in new[] { ("anthropic-version", "2023-06-01"), ("anthropic-beta", "claude-code-20250219,files-api-2025-04-14"), ("x-api-key", "the client's own"), ("User-Agent", "agent/1"), ("x-stainless-lang", "js") })
            request.Headers.TryAddWithoutValidation(name, value);
        await TrooperReply.Read(await trooper.Http.SendAsync(request));

        var seen = trooper.Claude.Requests.Single();
        Assert.Equal(Odd, seen.Text);
        Assert.Equal("?beta=true", seen.Query);
        Assert.Equal(("2023-06-01", "claude-code-20250219,files-api-2025-04-14"), (seen.Header("anthropic-version"), seen.Header("anthropic-beta")));
        Assert.Equal((TrooperHost.ClaudeKey, "agent/1", "js"), (seen.Header("x-api-key"), seen.Header("User-Agent"), seen.Header("x-stainless-lang")));
        Assert.DoesNotContain(seen.Headers.Values, value => value.Contains("the client's own", StringComparison.Ordinal));
        Assert.DoesNotContain(seen.Headers.Keys, name => name.StartsWith("X-Trooper", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_request_is_unpacked_for_the_provider(string encoding)
    {
        await using var trooper = await TrooperHost.Start();
        var json = WireJson.Write(Talk.Request([Talk.User("please go on")]));
        var packed = new MemoryStream();
        await using (Stream packing = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionMode.Compress, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionMode.Compress, leaveOpen: true),
            _ => new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true),
        })
            await packing.WriteAsync(Encoding.UTF8.GetBytes(json));

        var reply = await trooper.Http.Send(HttpMethod.Post, "/v1/messages", new ByteArrayContent(packed.ToArray()), ("Content-Encoding", encoding));

        Assert.Equal(200, reply.Status);
        Assert.Equal((json, null), (trooper.Claude.Requests.Single().Text, trooper.Claude.Requests.Single().Header("Content-Encoding")));
    }

    [Fact]
    public async Task The_older_path_and_a_mark_at_the_beginning_are_taken()
    {
        await using var trooper = await TrooperHost.Start();
        var json = WireJson.Write(Talk.Request([Talk.User("please go on")]));

        var reply = await trooper.Http.Send(HttpMethod.Post, "/", new ByteArrayContent([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(json)]));

        Assert.Equal("claude-sim heard: please go on", reply.Text);
        Assert.Equal(json, trooper.Claude.Requests.Single().Text);
    }

    [Fact]
    public async Task The_newer_version_of_the_api_is_spoken_as_well()
    {
        await using var trooper = await TrooperHost.Start();

        var reply = await trooper.Http.Say("please go on", null, true, ("anthropic-version", "2026-10-21"));

        Assert.Equal("claude", reply.Trooper("Provider"));
        Assert.Equal($"Bearer {TrooperHost.ClaudeKey}", trooper.Claude.Requests.Single().Header("Authorization"));
    }

    [Theory]
    [InlineData("x_force_local")]
    [InlineData("x_prefer_local")]
    [InlineData("x_force_cloud")]
    public async Task Trooper_s_own_fields_never_go_upstream(string field)
    {
        await using var trooper = await TrooperHost.Start();
        var body = WireJson.Write(Talk.Request([Talk.User("please go on")]));

        await trooper.Http.Post($$"""{"{{field}}": false, {{body[1..]}}""");
        await trooper.Http.Post($$"""{{body[..^1]}} , "{{field}}" :false}""");

        Assert.Equal(2, trooper.Claude.Requests.Count);
        Assert.All(trooper.Claude.Requests, seen =>
        {
            Assert.DoesNotContain(field, seen.Text);
            Assert.Null(seen.Violation);
        });
    }
}
