using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Model;

public enum StopCause
{
    End,
    Tool,
    Length,
    Sequence,
    Refusal,
}

/// <summary>What a model says: thoughts, then text in deltas, then calls.</summary>
public sealed record Answer
{
    public string Thinking { get; init; } = "";

    /// <summary>Thoughts that only their issuer can read.</summary>
    public string HiddenThinking { get; init; } = "";

    public IReadOnlyList<string> Deltas { get; init; } = [];

    public IReadOnlyList<Call> Calls { get; init; } = [];

    public StopCause Stop { get; init; }

    public string? StopSequence { get; init; }

    public string Text => string.Concat(Deltas);
}

public sealed record Call(string Tool, JsonElement Arguments)
{
    public static Call Of(string tool, string argumentsJson) => new(tool, WireJson.Parse(argumentsJson));
}
