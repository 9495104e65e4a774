using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols;

public enum ToolUse
{
    Auto,
    Any,
    None,
    Named,
}

/// <summary>How the model may use its tools; <paramref name="Name"/> with <see cref="ToolUse.Named"/>.</summary>
public readonly record struct ToolChoice(ToolUse Use, string? Name = null, bool OneAtATime = false);

/// <summary>How much the model should think. <see cref="Unsaid"/>: the client said nothing of it.</summary>
public enum Effort
{
    Unsaid,
    Off,
    Low,
    Medium,
    High,
    Highest,
}

/// <summary>A request in no dialect, for a provider that does not speak the client's.</summary>
public sealed record ModelRequest
{
    public required string Model { get; init; }

    /// <summary>The system prompt as one text; null when there is none.</summary>
    public string? System { get; init; }
    public IReadOnlyList<Tool> Tools { get; init; } = [];
    public ToolChoice ToolChoice { get; init; }
    public required IReadOnlyList<Message> Messages { get; init; }

    /// <summary>The most tokens the answer may have; null leaves it to the provider.</summary>
    public int? MaxTokens { get; init; }
    public IReadOnlyList<string> StopSequences { get; init; } = [];
    public double? Temperature { get; init; }
    public double? TopP { get; init; }
    public int? TopK { get; init; }
    public Effort Effort { get; init; }

    public long? Seed { get; init; }
    public double? FrequencyPenalty { get; init; }
    public double? PresencePenalty { get; init; }

    /// <summary>The JSON Schema that the answer must follow.</summary>
    public string? SchemaJson { get; init; }

    /// <summary>What the client calls its schema.</summary>
    public string? SchemaName { get; init; }

    /// <summary>The answer must be JSON, of whatever shape.</summary>
    public bool WantsJson { get; init; }

    /// <summary>The client's own word for the person it asks for.</summary>
    public string? User { get; init; }

    /// <summary>What of the client's request has no place here, by the names of its fields: reported in <c>X-Trooper-Dropped</c>.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];
}
