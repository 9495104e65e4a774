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

/// <summary>
/// Makes a context fit: Anchor + SITREP + Tail, old tool traffic first. Pure and deterministic.
/// <code>
///  [system, tools] [first two] [SITREP: report, facts of what is folded] [prose; calls and results shortened] [recent] [latest exchange]
///                  └────────────── settled: the same until the cut moves a step ──────────────────────────────┘ └─ grows by the turn ──┘
/// </code>
/// </summary>
public static class Compactor
{
    /// <summary>A smaller budget is treated as this one: the mark that stands for the newest user message must have a place.</summary>
    public const int SmallestBudget = 32;

    public static CompactedContext Compact(CompactionInput input)
    {
        var before = new Preamble(input.System, input.Tools).Cost + input.Messages.Sum(entry => TokenEstimator.Cost(entry.Message));
        var budget = Math.Max(input.Budget, SmallestBudget);
        return input.Messages.Count == input.Turns && before <= budget ? Whole(input, before) : Fitted(input, before, budget);
    }

    private static CompactedContext Whole(CompactionInput input, int cost) =>
        new(input.System, input.Tools, [.. input.Messages.Select(entry => entry.Message)], cost, cost, [.. input.Messages.Select(entry => entry.Index)], []);

    private static CompactedContext Fitted(CompactionInput input, int before, int budget)
    {
        var preamble = Preamble.Fit(input.System, input.Tools, PreambleLimit(input, budget));
        var room = budget - preamble.Cost;
        var turns = TurnReader.Read(input.Messages);
        var (messages, verbatim) = Messages(turns, input.Sitrep, room);
        var kept = verbatim.ToHashSet();
        return new CompactedContext(
            preamble.System,
            preamble.Tools,
            messages,
            before,
            preamble.Cost + messages.Sum(TokenEstimator.Cost),
            verbatim,
            [.. Indexes(input).Where(index => !kept.Contains(index))]);
    }

    /// <summary>Half of the budget, or all that the messages leave.</summary>
    private static int PreambleLimit(CompactionInput input, int budget)
    {
        var messages = input.Messages.Count == input.Turns ? input.Messages.Sum(entry => (long)TokenEstimator.Cost(entry.Message)) : long.MaxValue;
        return (int)Math.Max(budget / 2, budget - messages);
    }

    /// <summary>The fullest form that fits: all parts, else the latest exchange, else the newest words of the user.</summary>
    private static (IReadOnlyList<Message> Messages, IReadOnlyList<int> Verbatim) Messages(IReadOnlyList<Turn> turns, SitrepReport sitrep, int room)
    {
        if (turns.Count == 0)
            return ([], []);
        var shares = new Shares(room);
        var report = SitrepNote.Shorten(sitrep, shares.Report);
        var layout = Layout.Of(turns, shares, TokenEstimator.Cost(SitrepNote.Compose(report, [], "")));
        var settled = new Settled(turns, layout, report).Fit(layout.Settled);
        var recent = new Recent(turns, layout, shares).Fit(room - settled.Sum(TokenEstimator.Cost));
        IReadOnlyList<Message> all = [.. settled, .. recent];
        if (Serves(all, turns, room))
            return (all, layout.Verbatim(turns));

        var latestOnly = layout.ToLatestOnly();
        var opening = turns[latestOnly.Latest].Role == Role.User ? [] : new[] { NewestWords(turns, room / 4) };
        recent = new Recent(turns, latestOnly, shares).Fit(room - opening.Sum(TokenEstimator.Cost));
        all = [.. opening, .. recent];
        if (Serves(all, turns, room))
            return (all, latestOnly.Verbatim(turns));
        return ([NewestWords(turns, room)], []);
    }

    /// <summary>Within its room, beginning with the user, and with something of what the user said last.</summary>
    private static bool Serves(IReadOnlyList<Message> messages, IReadOnlyList<Turn> turns, int room)
    {
        var newest = turns.LastOrDefault(turn => turn.Role == Role.User);
        return messages.Sum(TokenEstimator.Cost) <= room
            && messages.FirstOrDefault(message => message.Role != Role.System) is { Role: Role.User }
            && (newest is not { HasProse: true } || newest.Prose.Any(prose => prose.Render() is not null));
    }

    private static Message NewestWords(IReadOnlyList<Turn> turns, int room)
    {
        var newest = turns.LastOrDefault(turn => turn.Role == Role.User && turn.HasProse);
        var text = MiddleCut.To(newest?.Source.Text ?? "[…]", room - TokenEstimator.MessageOverhead);
        return Message.User(text.Length > 0 ? text : "…");
    }

    /// <summary>What is known of the session's indexes: those loaded, and those in the gaps before and between them.</summary>
    private static IEnumerable<int> Indexes(CompactionInput input)
    {
        var next = 0;
        foreach (var (index, _) in input.Messages)
        {
            for (; next < index; next++)
                yield return next;
            yield return index;
            next = index + 1;
        }
    }
}
