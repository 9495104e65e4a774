using Microsoft.Extensions.Configuration;
using Trooper.Api.Commands;
using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal;
using Trooper.Tests.Journal.Postgres;

namespace Trooper.Tests.Gateway.Commands;

/// <summary><c>check</c> tells what is set, what answers, and whether it could serve.</summary>
public sealed class CheckCommandTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Where_all_is_well_it_says_so()
    {
        await using var fakes = await FakeUpstreams.Start();

        var (exitCode, lines) = await Check(fakes);

        Assert.Equal((0, "It could serve."), (exitCode, lines[^1]));
        Assert.Contains(lines, line => line.Contains("chain     claude (claude-sim) → ollama (llama-sim:latest)", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("CLAUDE_API_KEY is set", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("CLAUDE_MODEL = claude-sim (given)", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("ok       ollama    answers, and has llama-sim:latest", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("ok       keys      none live", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(TrooperHost.ClaudeKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_setting_that_is_wrong_or_none_is_named()
    {
        await using var fakes = await FakeUpstreams.Start();

        var (wrong, wrongLines) = await Check(fakes, ("CONTEXT_WINDOW", "much"));
        var (unknown, unknownLines) = await Check(fakes, ("Trooper:CLAUD_MODEL", "claude-x"));

        Assert.Equal((1, 0), (wrong, unknown));
        Assert.Contains("failed   setting   CONTEXT_WINDOW: 'much' is not accepted", wrongLines[0]);
        Assert.Contains(unknownLines, line => line.StartsWith("warning  setting   CLAUD_MODEL (given) is no setting", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_provider_that_is_down_is_a_warning_and_a_key_that_it_refuses_a_failure()
    {
        await using var fakes = await FakeUpstreams.Start();
        fakes.Anthropic.ScriptProbes(Behave.Unauthorized());
        var (refused, refusedLines) = await Check(fakes);
        await fakes.Ollama.Down();
        var (down, downLines) = await Check(fakes);
        await fakes.Anthropic.Down();
        var (none, noneLines) = await Check(fakes);

        Assert.Equal((1, 0, 1), (refused, down, none));
        Assert.Contains(refusedLines, line => line.StartsWith("failed   claude    refuses the key (401). Set CLAUDE_API_KEY", StringComparison.Ordinal));
        Assert.Contains(downLines, line => line.StartsWith("warning  ollama    does not answer", StringComparison.Ordinal) && line.EndsWith("Start it: ollama serve", StringComparison.Ordinal));
        Assert.Contains(noneLines, line => line.Contains("no provider could answer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_that_was_not_fetched_is_named_with_what_to_do()
    {
        await using var fakes = await FakeUpstreams.Start();

        var (_, lines) = await Check(fakes, ("OLLAMA_MODEL", "llama9:8b"));

        Assert.Contains(lines, line => line.EndsWith("runs, but does not have llama9:8b. Fetch it: ollama pull llama9:8b", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_another_process_has_is_named()
    {
        await using var fakes = await FakeUpstreams.Start();
        await using var journal = await folder.Open();

        var (exitCode, lines) = await Check(fakes);

        Assert.Equal(1, exitCode);
        Assert.Contains(lines, line => line.StartsWith("failed   data", StringComparison.Ordinal) && line.Contains("is in use by process", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_others_reach_it_without_a_key_it_could_not_serve()
    {
        await using var fakes = await FakeUpstreams.Start();

        var (exitCode, lines) = await Check(fakes, ("TROOPER_BIND", "0.0.0.0"));

        Assert.Equal(1, exitCode);
        Assert.Contains(lines, line => line.StartsWith("failed   keys", StringComparison.Ordinal) && line.Contains("keys create", StringComparison.Ordinal));
    }

    [PostgresFact]
    public async Task A_database_is_tried()
    {
        await using var fakes = await FakeUpstreams.Start();
        await using var database = await TestDatabase.Make();

        var (exitCode, lines) = await Check(fakes, ("TROOPER_DATABASE", database.ConnectionString));
        var (away, awayLines) = await Check(fakes, ("TROOPER_DATABASE", "Host=127.0.0.1;Port=1;Username=u;Password=topsecret;Timeout=2"));

        Assert.Contains(lines, line => line.StartsWith("ok       database", StringComparison.Ordinal) && line.EndsWith("reachable; its tables will be made", StringComparison.Ordinal));
        Assert.Equal((0, 1), (exitCode, away));
        Assert.Contains(awayLines, line => line.StartsWith("failed   database", StringComparison.Ordinal));
        Assert.DoesNotContain(awayLines, line => line.Contains("topsecret", StringComparison.Ordinal));
    }

    private async Task<(int ExitCode, IReadOnlyList<string> Lines)> Check(FakeUpstreams fakes, params (string Name, string Value)[] changes)
    {
        var settings = TrooperHost.Settings(fakes);
        settings["TROOPER_DATA"] = folder.Path;
        foreach (var (name, value) in changes)
            settings[name] = value;
        var output = new StringWriter { NewLine = "\n" };
        var line = new CommandLine(
            new ConfigurationBuilder().AddInMemoryCollection(settings).Build(),
            _ => throw new InvalidOperationException("it looks at the sessions' place from outside"),
            TimeProvider.System,
            TextReader.Null,
            output,
            output);
        return (await line.Run(["check"]), output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
