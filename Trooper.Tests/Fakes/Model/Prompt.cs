using System.Text.Json;

namespace Trooper.Tests.Fakes.Model;

/// <summary>What reached the model, whatever the wire format.</summary>
public sealed record Prompt
{
    public required IReadOnlyList<PromptTurn> Turns { get; init; }

    public IReadOnlyList<OfferedTool> Tools { get; init; } = [];

    public ToolChoice Choice { get; init; } = ToolChoice.Free;

    public bool WantsThinking { get; init; }

    public int? MaxTokens { get; init; }

    public IReadOnlyList<string> StopSequences { get; init; } = [];

    public bool WantsJson { get; init; }

    public JsonElement Schema { get; init; }

    public string System => string.Join('\n', Turns.Where(turn => turn.Role == "system").Select(turn => turn.Text));

    public string LastUserText => Turns.LastOrDefault(turn => turn.Role == "user" && turn.Text.Length > 0)?.Text ?? "";
}

public sealed record PromptTurn(string Role)
{
    public string Text { get; init; } = "";

    public IReadOnlyList<SeenImage> Images { get; init; } = [];

    public IReadOnlyList<PastCall> Calls { get; init; } = [];

    public IReadOnlyList<PastResult> Results { get; init; } = [];
}

public sealed record SeenImage(string MediaType, int Bytes);

public sealed record PastCall(string Id, string Name, JsonElement Arguments);

/// <summary>A tool's result. An empty id answers the call at the same place.</summary>
public sealed record PastResult(string Id, string Text, bool IsError = false);

public sealed record OfferedTool(string Name, JsonElement Schema);

public sealed record ToolChoice(bool Forbidden = false, bool Forced = false, string? Name = null, bool OneAtATime = false)
{
    public static readonly ToolChoice Free = new();
}
