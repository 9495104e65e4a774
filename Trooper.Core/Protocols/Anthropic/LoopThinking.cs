using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.Anthropic;

/// <summary>
/// A tool loop that another provider began, without a thought or with one that Claude did not have, goes on without thinking: with a budget to think
/// Claude demands that the message of the calls begin with its own thought, and refuses the request.
/// </summary>
internal static class LoopThinking
{
    private static readonly byte[] Off = """{"type":"disabled"}"""u8.ToArray();

    /// <param name="asked">The message of the calls whose results are being sent.</param>
    public static void SwitchOff(ScannedRequest request, Message asked, BodyEdits edits)
    {
        if (asked.Role == Role.Assistant && HasBudget(request) && !AnthropicMessages.HasThinking(asked))
            edits.Replace(request.ThinkingBytes, Off);
    }

    // Adaptive thinking takes a loop as it is.
    private static bool HasBudget(ScannedRequest request)
    {
        if (request.ThinkingBytes.IsEmpty)
            return false;
        var reader = new Utf8JsonReader(request.ThinkingBytes.Of(request.Body), new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
        return JsonElement.ParseValue(ref reader).Text("type") == "enabled";
    }
}
