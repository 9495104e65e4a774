using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>Reads what a Responses request asks for, for a provider of another dialect.</summary>
public static class ResponsesRequestReader
{
    /// <summary>JSON mode: any object will do.</summary>
    private const string AnyObject = """{"type":"object"}""";

    // What steers OpenAI's service and not the answer (storage, caches, tiers) is no loss elsewhere.
    private static readonly string[] Understood =
    [
        "model", "input", "instructions", "tools", "tool_choice", "parallel_tool_calls", "max_output_tokens", "temperature", "top_p", "reasoning", "text",
        "metadata", "user", "safety_identifier", "stream", "stream_options", "store", "include", "background", "truncation", "service_tier",
        "prompt_cache_key", "prompt_cache_retention", "prompt_cache_options", "previous_response_id", "conversation",
        "x_force_local", "x_prefer_local", "x_force_cloud",
    ];

    /// <summary>The request with no messages yet: they come from the session.</summary>
    public static ModelRequest Read(ScannedRequest scanned, ResponsesAsked asked, string model)
    {
        var body = asked.Body;
        var dropped = Dropped(asked);
        var choice = ToolChoiceReader.Read(body, asked.Offered.Tools, dropped);
        return new ModelRequest
        {
            Model = model,
            Messages = [],
            System = System(scanned, body),
            Tools = choice.Tools,
            ToolChoice = choice.Choice,
            MaxTokens = scanned.MaxTokens,
            Temperature = body.Number("temperature"),
            TopP = body.Number("top_p"),
            Effort = EffortOf(body.Object("reasoning")?.Text("effort")),
            SchemaJson = SchemaOf(body.Object("text")?.Object("format")),
            Dropped = dropped,
        };
    }

    /// <summary>The instructions, and below them the developer and system items that the input begins with.</summary>
    private static string? System(ScannedRequest scanned, JsonElement body)
    {
        var texts = LeadingItems(scanned).Select(item => string.Join('\n', ItemReader.Content(item.Field("content")).OfType<TextBlock>().Select(text => text.Text)));
        var joined = string.Join("\n\n", texts.Prepend(body.Text("instructions") ?? "").Where(text => text.Length > 0));
        return joined.Length == 0 ? null : joined;
    }

    private static IEnumerable<JsonElement> LeadingItems(ScannedRequest scanned)
    {
        var leading = LeadingBytes(scanned);
        return leading.IsEmpty ? [] : ItemReader.Items(leading.Of(scanned.Body));
    }

    /// <summary>The items before the first message, with the comma behind them; empty where there are none.</summary>
    internal static Slice LeadingBytes(ScannedRequest scanned)
    {
        var start = scanned.MessagesBytes.Start + 1;
        var bytes = scanned.Body.Span[start..Math.Max(start, scanned.Messages[0].Bytes.Start)];
        return bytes.Contains((byte)'{') ? new(start, bytes.Length) : default;
    }

    private static List<string> Dropped(ResponsesAsked asked)
    {
        var dropped = new List<string>();
        foreach (var field in asked.Body.EnumerateObject())
        {
            if (!Understood.Contains(field.Name) && field.Value.ValueKind != JsonValueKind.Null)
                dropped.Add(field.Name);
        }
        dropped.AddRange(asked.Offered.Hosted.Select(type => $"tools.{type}"));
        if (asked.Body.Object("text")?.Field("verbosity") is not null)
            dropped.Add("text.verbosity");
        foreach (var extra in asked.Body.Items("include").Where(extra => !extra.ValueEquals("reasoning.encrypted_content"u8)))
            dropped.Add($"include.{extra}");
        return dropped;
    }

    private static string? SchemaOf(JsonElement? format) => format?.Text("type") switch
    {
        "json_schema" => format?.Object("schema")?.GetRawText(),
        "json_object" => AnyObject,
        _ => null,
    };

    private static Effort EffortOf(string? effort) => effort switch
    {
        "none" => Effort.Off,
        "minimal" or "low" => Effort.Low,
        "medium" => Effort.Medium,
        "high" => Effort.High,
        "xhigh" or "max" => Effort.Highest,
        _ => Effort.Unsaid,
    };
}
