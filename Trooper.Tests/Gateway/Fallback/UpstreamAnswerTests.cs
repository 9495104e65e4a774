using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Fallback;

/// <summary>What each answer of a provider means: who answers in the end, what the headers tell, and whether the breaker counts it.</summary>
public sealed class UpstreamAnswerTests
{
    private static readonly Dictionary<string, (Behaviour Claude, string Trigger)> Passing = new()
    {
        ["402"] = (Behave.Billing(), "402"),
        ["404 for the model"] = (Behave.ModelNotFound(), "404"),
        ["529"] = (Behave.Overloaded(), "529"),
        ["429 with a long wait"] = (Behave.RateLimited(TimeSpan.FromSeconds(6)), "429"),
        ["429 with a date"] = (Behave.RateLimited().WithHeader("Retry-After", "Thu, 01 Jan 2099 00:00:00 GMT"), "429"),
        ["429 insufficient_quota"] = (
            Behave.RepliesWith(429, """{"error":{"message":"Quota exceeded","type":"insufficient_quota","code":"insufficient_quota"}}"""), "insufficient_quota"),
        ["400 about credit"] = (Behave.CreditTooLow(), "credit_balance"),
        ["400 about billing"] = (Behave.Invalid("There is a problem with your billing."), "credit_balance"),
        ["400 about quota"] = (Behave.Invalid("Quota exceeded for this project"), "credit_balance"),
        ["400 about the key"] = (Behave.Invalid("API key not valid. Please pass a valid API key."), "credit_balance"),
        ["500"] = (Behave.ServerError(), "500"),
        ["502 from an edge"] = (Behave.BadGateway(), "502"),
        ["503"] = (Behave.Unavailable(), "503"),
        ["504"] = (Behave.GatewayTimeout(), "504"),
        ["a redirect"] = (Behave.RepliesWith(302).WithHeader("Location", "http://127.0.0.1:9/"), "bad_response"),
        ["a reset"] = (Behave.Resets(), "network_error"),
        ["an empty 200"] = (Behave.RepliesEmpty(), "bad_response"),
        ["a 200 of broken JSON"] = (Behave.RepliesBrokenJson(), "bad_response"),
        ["a 200 of another JSON"] = (Behave.RepliesWith(200, """{"hello":"world"}"""), "bad_response"),
        ["a 200 of HTML"] = (Behave.RepliesWith(200, "<html>Sign in to this network</html>", "text/html"), "bad_response"),
        ["cut in the opening"] = (Behave.Normally().CutAfter(1), "stream_error"),
        ["reset in the opening"] = (Behave.Normally().ResetAfter(1), "stream_error"),
        ["an error as first event"] = (Behave.Normally().FailedAfter(0), "stream_error"),
        ["an error in the opening"] = (Behave.Normally().FailedAfter(2), "stream_error"),
        ["garbage in the opening"] = (Behave.Normally().GarbledAfter(1), "bad_response"),
        ["JSON in place of a stream"] = (Behave.IgnoresStream(), "bad_response"),
    };

    private static readonly Dictionary<string, (Behaviour Ollama, string Trigger)> LocalPassing = new()
    {
        ["404 for the model"] = (Behave.ModelNotFound(), "404"),
        ["500"] = (Behave.ServerError(), "500"),
        ["503"] = (Behave.Unavailable(), "503"),
        ["a reset"] = (Behave.Resets(), "network_error"),
        ["an empty 200"] = (Behave.RepliesEmpty(), "bad_response"),
        ["a 200 of HTML"] = (Behave.RepliesWith(200, "<html></html>", "text/html"), "bad_response"),
        ["an error as first line"] = (Behave.Normally().FailedAfter(0), "stream_error"),
        ["garbage as first line"] = (Behave.Normally().GarbledAfter(0), "bad_response"),
        ["cut before a word"] = (Behave.Normally().CutAfter(0), "stream_error"),
    };

    private static readonly string[] OnlyStreams =
        ["an error as first event", "an error in the opening", "garbage in the opening", "JSON in place of a stream", "cut in the opening"];

    private static readonly Dictionary<string, Behaviour> Surfacing = new()
    {
        ["401"] = Behave.Unauthorized(),
        ["403"] = Behave.Forbidden(),
        ["400"] = Behave.Invalid("messages.0: all messages must have non-empty content").WithHeader("Retry-After", "7"),
        ["400 that quotes the word quota"] = Behave.Invalid("messages.3.content: the text 'quota' is not allowed here"),
        ["413"] = Behave.TooLarge(),
        ["422"] = Behave.RepliesWith(422, """{ "type" : "error", "odd":  1, "error": {"type":"invalid_request_error","message":"no"} }"""),
        ["a too long prompt of the client's own"] = Behave.PromptTooLong(),
    };

    public static IEnumerable<object[]> PassingRows =>
        Passing.Keys.SelectMany(row => OnlyStreams.Contains(row) ? new object[][] { [row, true] } : [[row, true], [row, false]]);

    public static IEnumerable<object[]> LocalPassingRows => LocalPassing.Keys.SelectMany(row => new object[][] { [row, true], [row, false] });

    public static IEnumerable<object[]> SurfacingRows => Surfacing.Keys.SelectMany(row => new object[][] { [row, true], [row, false] });

    [Theory]
    [MemberData(nameof(PassingRows))]
    public async Task The_next_provider_answers(string row, bool stream)
    {
        await using var trooper = await TrooperHost.Start();
        var (claude, trigger) = Passing[row];
        trooper.Claude.Script(claude);

        var reply = await trooper.Http.Say("please go on with the work", "s", stream);

        Assert.Equal((200, stream, "llama-sim heard: please go on with the work"), (reply.Status, reply.IsStream, reply.Text));
        Assert.Equal("ollama", reply.Trooper("Provider"));
        Assert.Equal(TrooperHost.LocalModel, reply.Trooper("Model"));
        Assert.Equal("s", reply.Session);
        Assert.Equal("1", reply.Trooper("Fallback-Count"));
        Assert.Equal(trigger, reply.Trooper("Trigger"));
        Assert.Equal($"ollama (fallback: {trigger})", reply.Trooper("Decision"));
        Assert.Equal($"claude → ollama ({trigger}) | context ✓", reply.Trooper("Summary"));
        Assert.Single(trooper.Claude.Requests);
        Assert.Equal(1, await trooper.Failures("claude"));
        Assert.Equal(["user: please go on with the work", "assistant: llama-sim heard: please go on with the work"], await trooper.Http.Transcript("s"));
    }

    [Theory]
    [MemberData(nameof(LocalPassingRows))]
    public async Task After_the_local_model_the_cloud_answers(string row, bool stream)
    {
        await using var trooper = await TrooperHost.Start();
        var (ollama, trigger) = LocalPassing[row];
        trooper.Ollama.Script(ollama);

        var reply = await trooper.Http.Say("please go on with the work", "s", stream, ("X-Prefer-Local", "true"));

        Assert.Equal((200, stream, "claude-sim heard: please go on with the work"), (reply.Status, reply.IsStream, reply.Text));
        Assert.Equal(("claude", trigger, $"claude (fallback: {trigger})"), (reply.Trooper("Provider"), reply.Trooper("Trigger"), reply.Trooper("Decision")));
        Assert.Equal(1, await trooper.Failures("ollama"));
        Assert.Equal(["user: please go on with the work", "assistant: claude-sim heard: please go on with the work"], await trooper.Http.Transcript("s"));
    }

    [Theory]
    [MemberData(nameof(SurfacingRows))]
    public async Task The_client_sees_it_as_it_is(string row, bool stream)
    {
        await using var trooper = await TrooperHost.Start();
        using var direct = TrooperHost.NewHttp(new Uri(trooper.Claude.BaseUrl));
        trooper.Claude.Script(Surfacing[row], Surfacing[row]);
        var request = Talk.Request([Talk.User("please go on with the work")], stream);
        var expected = await direct.Post(request, ("x-api-key", "key"), ("anthropic-version", "2023-06-01"));

        var reply = await trooper.Http.Post(request);

        Assert.Equal((expected.Status, WithoutId(expected.Body)), (reply.Status, WithoutId(reply.Body)));
        Assert.Equal(expected.Header("Content-Type"), reply.Header("Content-Type"));
        Assert.Equal(expected.Header("Retry-After"), reply.Header("Retry-After"));
        Assert.StartsWith("req_", reply.Header("request-id"));
        Assert.Equal(("claude", "0", null), (reply.Trooper("Provider"), reply.Trooper("Fallback-Count"), reply.Trooper("Trigger")));
        Assert.Equal("claude (direct)", reply.Trooper("Decision"));
        Assert.Empty(trooper.Ollama.Requests);
        Assert.Equal(0, await trooper.Failures("claude"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_model_that_only_the_client_wanted_is_not_the_provider_s_failure(bool stream)
    {
        await using var trooper = await TrooperHost.Start();

        var reply = await trooper.Http.Post(Talk.Request([Talk.User("please go on")], stream).With("model", "claude-missing"));

        Assert.Equal(("ollama", "404"), (reply.Trooper("Provider"), reply.Trooper("Trigger")));
        Assert.Equal("claude-missing", trooper.Claude.Requests.Single().Model);
        Assert.Equal(0, await trooper.Failures("claude"));
    }

    [Fact]
    public async Task A_provider_that_refuses_connections_is_left_at_once()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Claude.Down();

        var reply = await trooper.Http.Say("please go on");

        Assert.Equal(("ollama", "network_error"), (reply.Trooper("Provider"), reply.Trooper("Trigger")));
        Assert.Equal(1, await trooper.Failures("claude"));
    }

    [Fact]
    public async Task Only_the_listed_statuses_lead_to_the_next_provider()
    {
        await using var trooper = await TrooperHost.Start(null, ("QUOTA_STATUS_CODES", "402,418"));
        trooper.Claude.Script(Behave.RepliesWith(418, "{}"), Behave.Billing(), Behave.ModelNotFound(), Behave.CreditTooLow());

        var statuses = new List<(int, string?)>();
        for (var turn = 0; turn < 4; turn++)
        {
            var reply = await trooper.Http.Say("please go on");
            statuses.Add((reply.Status, reply.Trooper("Trigger")));
        }

        Assert.Equal([(200, "418"), (200, "402"), (404, null), (400, null)], statuses);
    }

    // The fakes give every error an id of its own, as the vendor does.
    private static string WithoutId(string body) => body.Split("request_id")[0];
}
