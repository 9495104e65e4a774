using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.Anthropic;

/// <summary>Reads what an Anthropic request asks for beside its messages, for a provider of another dialect.</summary>
public static class AnthropicRequestReader
{
    /// <summary>Claude Code's first system block, different on every call: it means something to Anthropic only.</summary>
    private const string AttributionHeader = "x-anthropic-billing-header";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonLimits.MaxDepth };

    private static readonly string[] Understood =
    [
        "model", "messages", "max_tokens", "system", "tools", "tool_choice", "stop_sequences", "stream", "temperature", "top_p", "top_k", "thinking",
        "output_config", "metadata", "cache_control", "x_force_local", "x_prefer_local", "x_force_cloud", "prompt_cache_key",
    ];

    /// <summary>The request with no messages yet: they come from the session.</summary>
    public static ModelRequest Read(ScannedRequest scanned, string model)
    {
        using var document = JsonDocument.Parse(scanned.WithoutMessages(), Options);
        var body = document.RootElement;
        var dropped = new List<string>();
        foreach (var field in body.EnumerateObject())
        {
            if (!Understood.Contains(field.Name))
                dropped.Add(field.Name);
        }
        return new ModelRequest
        {
            Model = model,
            Messages = [],
            System = System(body),
            Tools = Tools(body, dropped),
            ToolChoice = Choice(body),
            MaxTokens = scanned.MaxTokens,
            StopSequences = [.. body.Items("stop_sequences").Where(stop => stop.ValueKind == JsonValueKind.String).Select(stop => stop.GetString()!)],
            Temperature = body.Number("temperature"),
            TopP = body.Number("top_p"),
            TopK = body.Int("top_k"),
            Effort = EffortOf(body),
            SchemaJson = body.Object("output_config")?.Object("format")?.Object("schema")?.GetRawText(),
            Dropped = dropped,
        };
    }

    /// <summary>The system prompt as one text, without the attribution block.</summary>
    public static string? System(JsonElement body)
    {
        if (!body.TryGetProperty("system", out var system))
            return null;
        if (system.ValueKind == JsonValueKind.String)
            return system.GetString();
        var parts = body.Items("system")
            .Select(block => block.Text("text") ?? "")
            .Where((text, index) => index > 0 || !text.StartsWith(AttributionHeader, StringComparison.OrdinalIgnoreCase));
        var joined = string.Join("\n\n", parts);
        return joined.Length == 0 ? null : joined;
    }

    private static List<Tool> Tools(JsonElement body, List<string> dropped)
    {
        var tools = new List<Tool>();
        foreach (var tool in body.Items("tools"))
        {
            if (tool.Text("name") is not { } name)
                continue;
            if (tool.Field("input_schema") is { } schema)
                tools.Add(new(name, tool.Text("description"), schema.GetRawText()));
            else
                dropped.Add($"tools.{name}"); // a tool that the vendor runs or defines
        }
        return tools;
    }

    private static ToolChoice Choice(JsonElement body)
    {
        if (body.Object("tool_choice") is not { } choice)
            return default;
        var oneAtATime = choice.IsTrue("disable_parallel_tool_use");
        return choice.Text("type") switch
        {
            "any" => new(ToolUse.Any, null, oneAtATime),
            "none" => new(ToolUse.None),
            "tool" => new(ToolUse.Named, choice.Text("name"), oneAtATime),
            _ => new(ToolUse.Auto, null, oneAtATime),
        };
    }

    private static Effort EffortOf(JsonElement body)
    {
        var thinking = body.Object("thinking");
        if (thinking?.Text("type") is not { } mode)
            return Effort.Unsaid;
        if (mode == "disabled")
            return Effort.Off;
        return body.Object("output_config")?.Text("effort") switch
        {
            "low" => Effort.Low,
            "medium" => Effort.Medium,
            "high" => Effort.High,
            "xhigh" or "max" => Effort.Highest,
            _ => thinking?.Number("budget_tokens") switch
            {
                < 4096 => Effort.Low,
                < 16384 => Effort.Medium,
                null => Effort.Medium,
                _ => Effort.High,
            },
        };
    }
}
