using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>Reads what a Chat request asks for beside its messages, for a provider of another dialect.</summary>
public static class ChatRequestReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonLimits.MaxDepth };

    private static readonly string[] Understood =
    [
        "model", "messages", "stream", "stream_options", "max_tokens", "max_completion_tokens", "tools", "tool_choice", "parallel_tool_calls", "stop",
        "temperature", "top_p", "seed", "frequency_penalty", "presence_penalty", "response_format", "reasoning_effort", "user", "safety_identifier",
        "n", "logprobs", "modalities", "x_force_local", "x_prefer_local", "x_force_cloud",
        "metadata", "prompt_cache_key", "store", // they ask nothing of the model
    ];

    /// <summary>The request with no messages yet: they come from the session.</summary>
    /// <exception cref="RequestRejectedException">It asks for what only OpenAI itself can give.</exception>
    public static ModelRequest Read(ScannedRequest scanned, string model)
    {
        using var document = JsonDocument.Parse(scanned.WithoutMessages(), Options);
        var body = document.RootElement;
        Refuse(body);
        var dropped = new DroppedFields([]);
        foreach (var field in body.EnumerateObject())
        {
            if (!Understood.Contains(field.Name) && field.Value.ValueKind != JsonValueKind.Null)
                dropped.Add(field.Name);
        }
        var tools = new ChatToolsReader(body, dropped);
        var format = body.Object("response_format");
        return new ModelRequest
        {
            Model = model,
            Messages = [],
            System = System(scanned),
            Tools = tools.Tools,
            ToolChoice = tools.Choice,
            MaxTokens = scanned.MaxTokens,
            StopSequences = Stops(body),
            Temperature = body.Number("temperature"),
            TopP = body.Number("top_p"),
            Seed = body.Field("seed") is { ValueKind: JsonValueKind.Number } seed && seed.TryGetInt64(out var value) ? value : null,
            FrequencyPenalty = body.Number("frequency_penalty"),
            PresencePenalty = body.Number("presence_penalty"),
            Effort = EffortOf(body),
            SchemaJson = format?.Object("json_schema")?.Object("schema")?.GetRawText(),
            SchemaName = format?.Object("json_schema")?.Text("name"),
            WantsJson = format?.Text("type") == "json_object",
            User = body.Text("safety_identifier") ?? body.Text("user"),
            Dropped = dropped.Names,
        };
    }

    private static void Refuse(JsonElement body)
    {
        if (body.Int("n") is > 1)
            throw OpenAIRejection.Unsupported("n", "Only one choice is made.");
        if (body.IsTrue("logprobs"))
            throw OpenAIRejection.Unsupported("logprobs", "The model that answers does not give them.");
        if (body.Items("modalities").Any(modality => modality.ValueKind == JsonValueKind.String && modality.GetString() != "text"))
            throw OpenAIRejection.Unsupported("modalities", "The answer is text.");
        if (body.Items("functions").Any())
            throw OpenAIRejection.Unsupported("functions", "Use 'tools' instead.");
    }

    private static string? System(ScannedRequest scanned)
    {
        if (scanned.SystemBytes.IsEmpty)
            return null;
        var blocks = ChatMessageReader.Read(scanned.SystemBytes.Of(scanned.Body)).Content;
        var text = string.Join("\n\n", blocks.OfType<TextBlock>().Select(block => block.Text));
        return text.Length == 0 ? null : text;
    }

    private static List<string> Stops(JsonElement body) => body.Text("stop") is { } only
        ? [only]
        : [.. body.Items("stop").Where(stop => stop.ValueKind == JsonValueKind.String).Select(stop => stop.GetString()!)];

    private static Effort EffortOf(JsonElement body) => body.Text("reasoning_effort") switch
    {
        null => Effort.Unsaid,
        "none" => Effort.Off,
        "minimal" or "low" => Effort.Low,
        "medium" => Effort.Medium,
        "high" => Effort.High,
        "xhigh" or "max" => Effort.Highest,
        var effort => throw OpenAIRejection.WrongValue("reasoning_effort", effort, "'none', 'minimal', 'low', 'medium', 'high', 'xhigh', and 'max'"),
    };
}
