using Trooper.Core.Conversations;
using Trooper.Core.Sitrep;

namespace Trooper.Core.Context;

/// <summary>A message with its index in the session.</summary>
public readonly record struct IndexedMessage(int Index, Message Message);

/// <summary>
/// All that a context is made of. <paramref name="Messages"/> are what was loaded, in order: the first ones and the latest ones, as <see cref="ContextPlan"/>
/// chose them; <paramref name="Turns"/> counts all of the conversation. The budget covers system prompt, tools and messages.
/// </summary>
public sealed record CompactionInput(
    IReadOnlyList<IndexedMessage> Messages,
    int Turns,
    SitrepReport Sitrep,
    string? System,
    IReadOnlyList<Tool> Tools,
    int Budget);

/// <summary>
/// A context within its budget. Token counts are costs as <see cref="TokenEstimator"/> reckons them; the lists are of message indexes.
/// </summary>
public sealed record CompactedContext(
    string? System,
    IReadOnlyList<Tool> Tools,
    IReadOnlyList<Message> Messages,
    int TokensBefore,
    int TokensAfter,
    IReadOnlyList<int> Verbatim,
    IReadOnlyList<int> Folded)
{
    public bool IsWhole => Folded.Count == 0;
}

/// <summary>Makes a context fit: Anchor + SITREP + Tail, old tool traffic first. Pure and deterministic.</summary>
public static class Compactor
{
    public static CompactedContext Compact(CompactionInput input) => throw new NotImplementedException();
}
