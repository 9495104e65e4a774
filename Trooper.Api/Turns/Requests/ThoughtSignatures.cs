using System.Collections.Concurrent;
using Trooper.Core.Conversations;

namespace Trooper.Api.Turns.Requests;

/// <summary>
/// The signatures that Gemini put on its tool calls, which most clients' protocols have no field for, by the calls' ids: Gemini wants its own back with
/// the history (https://ai.google.dev/gemini-api/docs/thought-signatures). One that is forgotten is stood in for by the word that Google tells callers to send.
/// </summary>
internal sealed class ThoughtSignatures
{
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<(string Team, string Call), string> signatures = [];
    private readonly ConcurrentQueue<(string Team, string Call)> order = [];

    public void Remember(string team, Message answer)
    {
        foreach (var call in answer.ToolCalls)
        {
            if (call.Signature is { } signature && signatures.TryAdd((team, call.Id), signature))
                order.Enqueue((team, call.Id));
        }
        while (signatures.Count > Most && order.TryDequeue(out var oldest))
            signatures.TryRemove(oldest, out _);
    }

    public Message Restore(string team, Message message) => message.Content.Any(IsForgotten)
        ? message with { Content = [.. message.Content.Select(block => IsForgotten(block) ? Restore(team, (ToolCallBlock)block) : block)] }
        : message;

    private static bool IsForgotten(Block block) => block is ToolCallBlock { Signature: null };

    private ToolCallBlock Restore(string team, ToolCallBlock call) => signatures.TryGetValue((team, call.Id), out var signature) ? call with { Signature = signature } : call;
}
