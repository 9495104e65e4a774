using System.Collections.Immutable;
using Trooper.Core.Conversations;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>The latest operations that somebody asked for or set about: restart, deploy, check, update, migrate, roll back, enable, configure.</summary>
internal sealed record ActionTracker
{
    public static readonly ActionTracker Empty = new();

    private const int Most = 8;
    private const int MaxLength = 80;

    public ImmutableArray<string> Recent { get => field.OrEmpty(); init; }

    public ActionTracker Fold(MessageReading message)
    {
        if (message.Role == Role.System)
            return this;
        var recent = Recent;
        foreach (var clause in message.Clauses)
            foreach (var action in Find(clause).Reverse())
                recent = recent.PushPhrase(PhraseText.Shorten(action, MaxLength), Most);
        return recent == Recent ? this : this with { Recent = recent };
    }

    /// <summary>Each operation's phrase runs to the clause's end or to the next operation.</summary>
    private static IEnumerable<string> Find(Clause clause)
    {
        if (clause.Form is Form.Heading or Form.Row or Form.NestedItem)
            yield break;
        var end = clause.Text.Length;
        for (var i = clause.Words.Length - 1; i >= 0; i--)
        {
            if (!clause.Words[i].Is(Sense.Operation) || !StartsAction(clause, i) || clause.At(i) is not (Mood.Asserted or Mood.Planned))
                continue;
            yield return PhraseText.Clean(clause.Text.AsSpan(clause.Words[i].Start..end));
            end = i > 0 && clause.WordIsAny(i - 1, "and", "then") ? clause.Words[i - 1].Start : clause.Words[i].Start;
        }
    }

    /// <summary>A verb, not a noun: it opens the clause, or follows a word that calls for a verb.</summary>
    private static bool StartsAction(Clause clause, int i) =>
        i == 0 || clause.Words[i - 1].Is(Sense.Future | Sense.Adverb) || clause.WordIsAny(i - 1, "to", "and", "please", "me", "then", "us", "let") || clause.Words[i - 1].Is(Sense.Operation);
}
