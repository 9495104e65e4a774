using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Configuration;

/// <summary>What changes in the file that TROOPER_CONFIG names holds from then on, without a restart.</summary>
public sealed class ReloadTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task A_model_changes_without_a_restart()
    {
        await using var trooper = await Start("""{ "CLAUDE_MODEL": "claude-one" }""", ("CLAUDE_MODEL", null));
        await trooper.Http.Post(Plain);

        await Change(trooper, """{ "Trooper": { "CLAUDE_MODEL": "claude-two" } }""", "changed CLAUDE_MODEL");
        await trooper.Http.Post(Plain);

        Assert.Equal(["claude-one", "claude-two"], trooper.Claude.Requests.Select(request => request.Model));
        Assert.Equal("claude-two", (await trooper.Http.Get("/config")).Items("providers").First().Text("model"));
    }

    [Fact]
    public async Task A_provider_joins_the_chain_and_leaves_it()
    {
        await using var trooper = await Start("{}", ("CLAUDE_API_KEY", null));
        Assert.Equal("ollama", (await trooper.Http.Post(Plain)).Trooper("Provider"));

        await Change(trooper, $$"""{ "GEMINI_API_KEY": "sk-new", "GEMINI_URL": "{{trooper.Fakes.Gemini.Url}}" }""", "chain: gemini");
        var joined = await trooper.Http.Post(Plain);
        var health = await trooper.Health("gemini");
        await Change(trooper, "{}", "chain: ollama");
        var left = await trooper.Http.Post(Plain);

        Assert.Equal(("gemini", "closed", "ollama"), (joined.Trooper("Provider"), health.Text("breaker"), left.Trooper("Provider")));
        Assert.DoesNotContain(trooper.Log.Lines, line => line.Contains("sk-new", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bad_file_is_refused_whole_and_named()
    {
        await using var trooper = await Start("""{ "CLAUDE_MODEL": "claude-one" }""", ("CLAUDE_MODEL", null));

        await Change(trooper, """{ "CLAUDE_MODEL": "claude-two", "CONTEXT_WINDOW": "much" }""", "CONTEXT_WINDOW: 'much' is not accepted: a whole number from 512 to 10000000");
        await Change(trooper, """{ "CLAUDE_MODEL": """, $"TROOPER_CONFIG: '{file}' is not accepted: a JSON object of settings");
        File.Delete(file);
        await trooper.Log.Until("the path of a JSON file that can be read");

        Assert.Equal("claude-one", (await trooper.Http.Get("/config")).Items("providers").First().Text("model"));
        await Change(trooper, """{ "CLAUDE_MODEL": "claude-two" }""", "changed CLAUDE_MODEL");
        Assert.Equal("claude-two", (await trooper.Http.Get("/config")).Items("providers").First().Text("model"));
    }

    [Fact]
    public async Task The_environment_wins()
    {
        await using var trooper = await Start("""{ "CLAUDE_MODEL": "claude-of-the-file", "CONTEXT_WINDOW": 4096 }""");

        var config = await trooper.Http.Get("/config");

        Assert.Equal(TrooperHost.ClaudeModel, config.Items("providers").First().Text("model"));
        Assert.Equal(4096, config.Integer("context_window"));
    }

    [Fact]
    public async Task A_turn_under_way_keeps_the_options_that_it_began_with()
    {
        await using var trooper = await Start("""{ "OLLAMA_MODEL": "llama-one" }""", ("OLLAMA_MODEL", null));
        var gate = new Gate();
        trooper.Claude.Script(Behave.Overloaded() with { HeaderGate = gate });

        var underWay = trooper.Http.Post(Plain);
        await gate.Reached;
        await Change(trooper, """{ "OLLAMA_MODEL": "llama-two" }""", "changed OLLAMA_MODEL");
        gate.Open();
        await underWay;
        trooper.Claude.Script(Behave.Overloaded());
        await trooper.Http.Post(Plain);

        Assert.Equal(["llama-one", "llama-two"], trooper.Ollama.Requests.Select(request => request.Model));
    }

    [Fact]
    public async Task What_needs_a_restart_is_named_and_kept()
    {
        await using var trooper = await Start("{}");

        await Change(trooper, """{ "SESSION_TTL": "1d", "OLLAMA_KEEP_ALIVE": "1h" }""", "SESSION_TTL can't change while this process runs");

        Assert.Contains(trooper.Log.Lines, line => line.Contains("changed OLLAMA_KEEP_ALIVE", StringComparison.Ordinal));
    }

    [HangUpFact]
    public async Task Sighup_reads_the_file_at_once()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var folder = new Journal.TestFolder();
        await File.WriteAllTextAsync(file, "{}");
        using var trooper = await TrooperProcess.Start(fakes, folder.Path, database: null, $"--{"TROOPER_CONFIG"}={file}");

        trooper.Signal("HUP");

        using var patience = new CancellationTokenSource(Patience.Limit);
        while (!trooper.Output.Contains("was read again, and changes nothing", StringComparison.Ordinal))
            await Task.Delay(20, patience.Token);
        await trooper.Http.Get("/healthz");
    }

    private static Dictionary<string, object> Plain => Talk.Request([Talk.User("please go on")]).With("model", "any");

    private async Task<TrooperHost> Start(string contents, params (string Name, string? Value)[] changes)
    {
        await File.WriteAllTextAsync(file, contents);
        return await TrooperHost.Start(null, [.. changes, ("TROOPER_CONFIG", file)]);
    }

    private async Task Change(TrooperHost trooper, string contents, string said)
    {
        await File.WriteAllTextAsync(file, contents);
        await trooper.Log.Until(said);
    }
}
