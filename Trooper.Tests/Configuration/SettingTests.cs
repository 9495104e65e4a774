using Microsoft.Extensions.Configuration;
using Trooper.Api.Configuration;

namespace Trooper.Tests.Configuration;

/// <summary>Each setting is read by its name from the environment, and under <c>Trooper:</c> from a file.</summary>
public sealed class SettingTests
{
    /// <summary>A value of each setting that is not its default.</summary>
    private static readonly Dictionary<string, string> Samples = new()
    {
        ["CLAUDE_API_KEY"] = "sk-1",
        ["PRIMARY_API_KEY"] = "sk-2",
        ["CLAUDE_MODEL"] = "claude-x",
        ["CLAUDE_URL"] = "http://claude.test/v1/messages",
        ["GEMINI_API_KEY"] = "sk-3",
        ["GEMINI_MODEL"] = "gemini-x",
        ["GEMINI_URL"] = "http://gemini.test/v1",
        ["OPENAI_API_KEY"] = "sk-4",
        ["OPENAI_MODEL"] = "gpt-x",
        ["OPENAI_URL"] = "http://openai.test/v1",
        ["OLLAMA_MODEL"] = "llama-x",
        ["FALLBACK_URL"] = "http://ollama.test/api/chat",
        ["OLLAMA_KEEP_ALIVE"] = "1h",
        ["CONTEXT_WINDOW"] = "4096",
        ["QUOTA_STATUS_CODES"] = "429,402",
        ["COMPRESS_CLOUD"] = "true",
        ["AUTO_RECOVERY"] = "true",
        ["BREAKER_COOLDOWN"] = "5s",
        ["SESSION_TTL"] = "90s",
        ["SHED_ABOVE"] = "1s",
        ["TROOPER_BIND"] = "::1",
        ["TROOPER_PORT"] = "4000",
        ["TROOPER_DATA"] = "/tmp/elsewhere",
        ["TROOPER_DATABASE"] = "Host=db",
        ["TROOPER_SECRET_KEY"] = Convert.ToBase64String(new byte[32]),
    };

    /// <summary>Those that a node of a cluster reads, or that say where to read.</summary>
    private static readonly string[] ReadElsewhere =
        ["TROOPER_ROLE", "TROOPER_CLUSTER", "TROOPER_SILO_ADDRESS", "TROOPER_SILO_PORT", "TROOPER_GATEWAY_PORT", "TROOPER_DRAIN", "TROOPER_LOG", "TROOPER_CONFIG"];

    public static TheoryData<string> Names => [.. Setting.All.Select(setting => setting.Name).Except(ReadElsewhere)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_setting_holds_from_the_environment_and_from_a_file_alike(string name)
    {
        var value = Samples[name];

        var byDefault = Read();
        var fromEnvironment = Read((name, value));
        var fromFile = Read(($"Trooper:{name}", value));

        Assert.NotEqual(byDefault, fromEnvironment);
        Assert.Equal(fromEnvironment, fromFile);
        Assert.Equal(fromEnvironment, Read((name, value), ($"Trooper:{name}", "nonsense")));
    }

    [Fact]
    public void Several_values_may_stand_as_a_list() =>
        Assert.Equal(Read(("QUOTA_STATUS_CODES", "429,402")), Read(("Trooper:QUOTA_STATUS_CODES:0", "429"), ("Trooper:QUOTA_STATUS_CODES:1", "402")));

    // The models' settings show only where there is a key.
    private static string Read(params (string Name, string Value)[] settings)
    {
        var isKey = settings is [var (first, _), ..] && first.EndsWith("_API_KEY", StringComparison.Ordinal);
        IEnumerable<(string Name, string Value)> keys = isKey ? [] : [("CLAUDE_API_KEY", "sk"), ("GEMINI_API_KEY", "sk"), ("OPENAI_API_KEY", "sk")];
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(keys.Concat(settings).Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        var options = TrooperOptions.Read(configuration);
        return string.Join("\n",
        [
            .. options.Chain.Select(provider => $"{provider.Name} {provider.Model} {provider.Url} {provider.Key}"),
            string.Join(',', options.FallbackStatuses.Order()),
            $"{options.ContextWindow} {options.OllamaKeepAlive} {options.CompressCloud} {options.AutoRecovery} {options.BreakerCooldown}",
            $"{options.Bind} {options.Port} {options.DataFolder} {options.Database} {options.SessionTtl} {options.ShedAbove} {(options.SecretKey is { } key ? Convert.ToBase64String(key) : null)}",
        ]);
    }
}
