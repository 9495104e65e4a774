namespace Trooper.Tests.Fakes.Checks;

/// <summary>What every fake remembers of a request, and that each model answers from it.</summary>
public sealed class RecordingTests
{
    private const string Talk = """[{"role":"user","content":"my name is Ada"},{"role":"assistant","content":"hello"},{"role":"user","content":"what is my name"}]""";

    public static TheoryData<string, string, string> Endpoints => new()
    {
        { "anthropic", "/v1/messages", $$"""{"model":"claude-sim","max_tokens":99,"messages":{{Talk}}}""" },
        { "openai", "/v1/chat/completions", $$"""{"model":"gpt-sim","messages":{{Talk}}}""" },
        { "openai", "/v1/responses", $$"""{"model":"gpt-sim","input":{{Talk}}}""" },
        { "gemini", "/v1beta/openai/chat/completions", $$"""{"model":"gemini-sim","messages":{{Talk}}}""" },
        { "ollama", "/api/chat", $$"""{"model":"llama-sim","stream":false,"messages":{{Talk}}}""" },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_request_is_kept_as_it_came_and_as_the_model_saw_it(string vendor, string path, string json)
    {
        await using var fakes = await FakeUpstreams.Start();
        var fake = Fake(fakes, vendor);
        using var caller = new Caller(fake, path).With("anthropic-version", "2023-06-01").With("x-trace", "42");

        var (status, answer) = await caller.Post(json);
        var request = await fake.Requests.NextRequest();

        Assert.Equal(200, status);
        Assert.Contains("Your name is Ada.", answer.GetRawText());
        Assert.Equal((path, json, "42"), (request.Path, request.Text, request.Header("X-Trace")));
        Assert.Equal("what is my name", request.Prompt!.LastUserText);
        Assert.Null(request.Violation);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Any_endpoint_can_be_scripted(string vendor, string path, string json)
    {
        await using var fakes = await FakeUpstreams.Start();
        var fake = Fake(fakes, vendor);
        using var caller = new Caller(fake, path).With("anthropic-version", "2023-06-01");
        fake.Script(Behave.Says("as ", "told"), Behave.RepliesWith(418, "{}").WithHeader("x-tea", "pot"));

        var (_, told) = await caller.Post(json);
        using var raw = await caller.Send(json);

        Assert.Contains("as told", told.GetRawText());
        Assert.Equal((418, "pot"), ((int)raw.StatusCode, raw.Headers.GetValues("x-tea").Single()));
    }

    [Fact]
    public async Task Probes_are_kept_apart_and_scripted_apart()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var client = new HttpClient();
        fakes.Ollama.Script(Behave.ServerError());
        fakes.Ollama.ScriptProbes(Behave.Unavailable());

        Assert.Equal(503, (int)(await client.GetAsync(fakes.Ollama.BaseUrl + "/api/tags")).StatusCode);
        Assert.Equal(200, (int)(await client.GetAsync(fakes.Ollama.BaseUrl + "/api/tags")).StatusCode);
        Assert.Equal((2, 0), (fakes.Ollama.Probes.Count, fakes.Ollama.Requests.Count));
    }

    [Fact]
    public async Task A_reset_forgets_requests_and_script()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.OpenAI);
        const string Hello = """{"model":"gpt-sim","messages":[{"role":"user","content":"hello"}]}""";
        fakes.OpenAI.Script(Behave.ServerError().Always());
        Assert.Equal(500, (await caller.Post(Hello)).Status);

        fakes.Reset();

        Assert.Empty(fakes.OpenAI.Requests);
        Assert.Equal(200, (await caller.Post(Hello)).Status);
    }

    private static FakeUpstream Fake(FakeUpstreams fakes, string vendor) => vendor switch
    {
        "anthropic" => fakes.Anthropic,
        "openai" => fakes.OpenAI,
        "gemini" => fakes.Gemini,
        _ => fakes.Ollama,
    };
}
