using Trooper.Api.Sessions;
using Trooper.Core.Sessions;

namespace Trooper.Api.Pages.Dashboard;

/// <summary>Reads what happened to a session from its journal.</summary>
internal sealed class Stories(IJournal journal)
{
    private const int MostMarks = 400;

    /// <returns>Null for a session that does not exist.</returns>
    public async ValueTask<Story?> Of(SessionKey key, CancellationToken cancellation)
    {
        if (await journal.Find(key, cancellation) is not { } summary)
            return null;
        var marks = new Queue<StoryMark>();
        long before = 0, after = 0;
        await foreach (var recorded in journal.Read(key, cancellation: cancellation))
        {
            if (recorded.Event is HandedOver { Receipt: var receipt })
                (before, after) = (before + receipt.TokensBefore, after + receipt.TokensAfter);
            if (MarkOf(recorded.Event) is not { } mark)
                continue;
            marks.Enqueue(mark);
            if (marks.Count > MostMarks)
                marks.Dequeue();
        }
        var children = await journal.Children(key, cancellation);
        return new(SessionView.Of(summary), [.. marks], before, after, [.. children.Select(SessionView.Of)]);
    }

    private static StoryMark? MarkOf(SessionEvent happened) => happened switch
    {
        TurnCompleted answer => new(answer.At, "answer", answer.Provider, answer.Partial ? "partial" : answer.Model, answer.Usage.Output),
        FellBack fallback => new(fallback.At, "fallback", fallback.From, fallback.To is { } to ? $"{fallback.Trigger} → {to}" : fallback.Trigger, null),
        HandedOver { Receipt: var receipt } => new(happened.At, "hand_over", receipt.Provider, $"{receipt.Verbatim.Count} whole, {receipt.Folded.Count} folded, {receipt.Withheld.Count} withheld", receipt.TokensAfter),
        TurnFailed failed => new(failed.At, "failure", failed.Attempts is [.., var last] ? last.Provider : null, failed.Error, null),
        _ => null,
    };
}
