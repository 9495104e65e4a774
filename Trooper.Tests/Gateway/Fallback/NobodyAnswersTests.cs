using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Fallback;

/// <summary>When every provider failed, the client learns what each one said, and loses nothing.</summary>
public sealed class NobodyAnswersTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_error_tells_what_each_provider_said_and_when_one_is_back(bool stream)
    {
        await using var trooper = await TrooperHost.Start(new ManualTime());
        trooper.Claude.Script(Behave.FailsWith(new Failure(FailureKind.Overloaded) { RetryAfter = TimeSpan.FromSeconds(40) }));
        trooper.Ollama.Script(Behave.Unavailable());

        var reply = await trooper.Http.Say("please go on", "s", stream);

        var error = reply.Json.Field("error");
        Assert.Equal((502, "application/json", "error", "api_error"), (reply.Status, reply.Header("Content-Type"), reply.Json.Text("type"), error.Text("type")));
        var message = error.Text("message")!;
        Assert.Contains("claude: 529 Overloaded", message);
        Assert.Contains("ollama: 503 server busy", message);
        Assert.Equal("40", reply.Header("Retry-After"));
        Assert.Equal("529, 503", reply.Trooper("Trigger"));
        Assert.Equal(("ollama", TrooperHost.LocalModel), (reply.Trooper("Provider"), reply.Trooper("Model")));
        Assert.Equal(("s", "1"), (reply.Session, reply.Trooper("Fallback-Count")));
        Assert.All(["Decision", "Summary", "Session-Saved"], name => Assert.NotNull(reply.Trooper(name)));
        Assert.Equal(["user: please go on"], await trooper.Http.Transcript("s"));
        Assert.Equal(1, await trooper.Failures("claude"));
        Assert.Equal(1, await trooper.Failures("ollama"));
    }

    [Fact]
    public async Task What_was_said_is_there_when_a_provider_is_back()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Claude.Down();
        await trooper.Ollama.Down();
        Assert.Equal(502, (await trooper.Http.Say("my name is Ada", "s")).Status);

        await trooper.Ollama.Up();

        Assert.Equal("Your name is Ada.", (await trooper.Http.Say("and what is my name then", "s")).Text);
    }

    [Fact]
    public async Task No_error_and_no_log_line_ever_holds_a_key()
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Claude.Script(Behave.FailsWith(new Failure(FailureKind.Unauthorized, $"invalid x-api-key: {TrooperHost.ClaudeKey}")));

        var reply = await trooper.Http.Say("please go on");

        Assert.Equal(401, reply.Status);
        Assert.DoesNotContain(TrooperHost.ClaudeKey, reply.Body);
        Assert.DoesNotContain(trooper.Log.Lines, line => line.Contains(TrooperHost.ClaudeKey, StringComparison.Ordinal));
        Assert.DoesNotContain(TrooperHost.ClaudeKey, (await trooper.Http.Get("/config")).GetRawText() + (await trooper.Http.Get("/providers")).GetRawText());
    }
}
