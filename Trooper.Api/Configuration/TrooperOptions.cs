using System.Net;
using Trooper.Api.Providers;
using Trooper.Core.Usage;

namespace Trooper.Api.Configuration;

/// <summary>Everything that can be set, checked when it is read.</summary>
public sealed record TrooperOptions
{
    /// <summary>Tokens left for the answer beside the context, in the local model's window.</summary>
    public const int AnswerTokens = 2048;

    /// <summary>The providers in the chain's order; the last is the local model.</summary>
    public required IReadOnlyList<Provider> Chain { get; init; }

    /// <summary>The budget of a context for the local model, in tokens.</summary>
    public required int ContextWindow { get; init; }
    public required string OllamaKeepAlive { get; init; }
    public required IReadOnlySet<int> FallbackStatuses { get; init; }
    public required bool CompressCloud { get; init; }
    public required bool AutoRecovery { get; init; }

    /// <summary>How long a provider that failed is left alone.</summary>
    public required TimeSpan BreakerCooldown { get; init; }
    public required IPAddress Bind { get; init; }
    public required int Port { get; init; }
    public required string DataFolder { get; init; }

    /// <summary>The connection string of the Postgres that has the sessions; null where they are in files in the data folder.</summary>
    public string? Database { get; init; }

    /// <summary>How long an idle session is kept; null for ever.</summary>
    public required TimeSpan? SessionTtl { get; init; }

    /// <summary>Requests are turned away while work waits for longer to run; null for never.</summary>
    public required TimeSpan? ShedAbove { get; init; }

    /// <summary>What tokens cost.</summary>
    public required PriceTable Prices { get; init; }

    public Provider Local => Chain[^1];

    public bool HasCloud => Chain.Count > 1;

    internal string ChainInWords => string.Join(" → ", Chain.Select(provider => $"{provider.Name} ({provider.Model})"));

    /// <summary>These options, but for what stays as the process began.</summary>
    internal TrooperOptions WithFixedOf(TrooperOptions before) => this with
    {
        Bind = before.Bind,
        Port = before.Port,
        DataFolder = before.DataFolder,
        Database = before.Database,
        SessionTtl = before.SessionTtl,
        ShedAbove = before.ShedAbove,
    };

    /// <exception cref="SettingException">A value is malformed.</exception>
    public static TrooperOptions Read(IConfiguration configuration)
    {
        var settings = new SettingReader(configuration);
        return new()
        {
            Chain = [.. ReadChain(settings)],
            ContextWindow = settings.Number("CONTEXT_WINDOW", 6144, 512, 10_000_000),
            OllamaKeepAlive = settings.Text("OLLAMA_KEEP_ALIVE", "5m"),
            FallbackStatuses = settings.Statuses("QUOTA_STATUS_CODES", "429,402,529,400,404"),
            CompressCloud = settings.Flag("COMPRESS_CLOUD"),
            AutoRecovery = settings.Flag("AUTO_RECOVERY"),
            BreakerCooldown = settings.Duration("BREAKER_COOLDOWN", "60s"),
            Bind = settings.Address("TROOPER_BIND", "127.0.0.1"),
            Port = settings.Number("TROOPER_PORT", 3000, 0, 65535),
            DataFolder = settings.Text("TROOPER_DATA") ?? DefaultDataFolder(),
            Database = settings.Text("TROOPER_DATABASE"),
            SessionTtl = settings.Duration("SESSION_TTL", "30d", none: "0"),
            ShedAbove = settings.Duration("SHED_ABOVE", "0.3s", none: "0"),
            Prices = PriceSettings.Read(configuration),
        };
    }

    private static IEnumerable<Provider> ReadChain(SettingReader settings)
    {
        if ((settings.Text("CLAUDE_API_KEY") ?? settings.Text("PRIMARY_API_KEY")) is { } claudeKey)
        {
            yield return new(
                "claude",
                ProviderKind.Anthropic,
                settings.Text("CLAUDE_MODEL", "claude-haiku-4-5-20251001"),
                settings.Url("CLAUDE_URL", "https://api.anthropic.com/v1/messages"),
                claudeKey);
        }
        if (settings.Text("GEMINI_API_KEY") is { } geminiKey)
        {
            yield return new(
                "gemini",
                ProviderKind.Gemini,
                settings.Text("GEMINI_MODEL", "gemini-2.0-flash"),
                settings.Url("GEMINI_URL", "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions"),
                geminiKey);
        }
        if (settings.Text("OPENAI_API_KEY") is { } openAIKey)
        {
            yield return new(
                "openai",
                ProviderKind.OpenAI,
                settings.Text("OPENAI_MODEL", "gpt-4o-mini"),
                settings.Url("OPENAI_URL", "https://api.openai.com/v1/chat/completions"),
                openAIKey);
        }
        yield return new(
            "ollama",
            ProviderKind.Ollama,
            settings.Text("OLLAMA_MODEL", "llama3.1:8b"),
            settings.Url("FALLBACK_URL", "http://localhost:11434/api/chat"),
            null);
    }

    private static string DefaultDataFolder() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.Create), "trooper");
}
