using Trooper.Core.Conversations;

namespace Trooper.Core.Context;

/// <summary>
/// Estimates tokens without a tokenizer, erring to the safe side. A text's cost is the larger of the estimate and its characters / 4, so a budget
/// kept in costs is kept in both measures. Characters are UTF-16 units, also where the text comes as UTF-8.
/// </summary>
public static class TokenEstimator
{
    /// <summary>What a message costs beyond its content: its role and its delimiters.</summary>
    internal const int MessageOverhead = 4;

    /// <summary>What a call costs beyond its name and arguments: the JSON or the markup round them.</summary>
    internal const int CallOverhead = 8;

    internal const int ResultOverhead = 4;

    private const int ToolOverhead = 8;

    /// <summary>Images and documents that are not text cost the same, whatever their size: providers scale them down to about this.</summary>
    private const int MediaCost = 1_000;

    public static int Cost(ReadOnlySpan<char> text)
    {
        var scan = new TokenScan();
        scan.Add(text);
        return scan.Tokens;
    }

    /// <summary>The cost of the text that these bytes encode: the same as over the string.</summary>
    public static int CostUtf8(ReadOnlySpan<byte> utf8)
    {
        var scan = new TokenScan();
        scan.Add(utf8);
        return scan.Tokens;
    }

    public static int Cost(Message message) => MessageOverhead + Cost(message.Content);

    public static int Cost(Tool tool) => ToolOverhead + Cost(tool.Name) + Cost(tool.Description) + Cost(tool.SchemaJson);

    internal static int Cost(IReadOnlyList<Block> content)
    {
        var cost = 0;
        foreach (var block in content)
            cost += Cost(block);
        return cost;
    }

    internal static int Cost(Block block) => block switch
    {
        TextBlock text => Cost(text.Text),
        ThinkingBlock thinking => Cost(thinking.Thinking),
        RedactedThinkingBlock redacted => Cost(redacted.Data),
        ToolCallBlock call => CallOverhead + Cost(call.Name) + Cost(call.ArgumentsJson),
        ToolResultBlock result => ResultOverhead + Cost(result.Content),
        DocumentBlock { Text: { } plain } document => Cost(document.Title) + Cost(plain),
        ImageBlock or DocumentBlock => MediaCost,
        OpaqueBlock opaque => Cost(opaque.Json),
        _ => throw new InvalidOperationException($"no cost for {block.GetType().Name}"),
    };
}
