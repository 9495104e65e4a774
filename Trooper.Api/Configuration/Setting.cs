namespace Trooper.Api.Configuration;

/// <summary>What can be set, by name.</summary>
internal sealed record Setting(string Name)
{
    /// <summary>It is known at the start for as long as the process runs.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Its value is never shown.</summary>
    public bool IsSecret { get; init; }

    public static readonly IReadOnlyList<Setting> All =
    [
        Secret("CLAUDE_API_KEY"), Secret("PRIMARY_API_KEY"), new("CLAUDE_MODEL"), new("CLAUDE_URL"),
        Secret("GEMINI_API_KEY"), new("GEMINI_MODEL"), new("GEMINI_URL"),
        Secret("OPENAI_API_KEY"), new("OPENAI_MODEL"), new("OPENAI_URL"),
        new("OLLAMA_MODEL"), new("FALLBACK_URL"), new("OLLAMA_KEEP_ALIVE"), new("CONTEXT_WINDOW"),
        new("QUOTA_STATUS_CODES"), new("COMPRESS_CLOUD"), new("AUTO_RECOVERY"), new("BREAKER_COOLDOWN"),
        Fixed("SESSION_TTL"), Fixed("SHED_ABOVE"), Fixed("TROOPER_BIND"), Fixed("TROOPER_PORT"), Fixed("TROOPER_DATA"),
        new("TROOPER_DATABASE") { IsFixed = true, IsSecret = true },
        new("TROOPER_SECRET_KEY") { IsFixed = true, IsSecret = true },
        Fixed("TROOPER_ROLE"), Fixed("TROOPER_CLUSTER"), Fixed("TROOPER_SILO_ADDRESS"), Fixed("TROOPER_SILO_PORT"), Fixed("TROOPER_GATEWAY_PORT"), Fixed("TROOPER_DRAIN"),
        Fixed("TROOPER_LOG"), Fixed(ConfigFile.Setting),
    ];

    private static Setting Secret(string name) => new(name) { IsSecret = true };

    private static Setting Fixed(string name) => new(name) { IsFixed = true };
}
