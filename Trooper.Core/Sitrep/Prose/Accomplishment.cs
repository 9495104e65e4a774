namespace Trooper.Core.Sitrep.Prose;

/// <summary>Finds in a clause the word that reports something as accomplished, and how the clause puts it.</summary>
internal readonly record struct Accomplishment(int Predicate, Mood Mood)
{
    private static readonly string[] NotPast = ["complete", "completes", "finishes", "pass", "passes", "passing", "successful", "split", "put", "set", "cut", "reset", "hidden", "frozen", "chosen", "given", "bound"];
    private static readonly string[] Present = ["is", "are", "gets", "get", "that's", "it's", "i'm", "we're", "they're", "you're"];

    /// <summary>Behind "is" these tell how a thing is, not what was done to it.</summary>
    private static readonly string[] States = ["set", "put", "cut", "split", "taken", "given", "hidden", "frozen", "chosen", "bound", "laid", "drawn"];
    private static readonly string[] Partly = ["half", "partly", "partially", "nearly", "almost"];
    private const int MaxLabel = 5;

    private static readonly string[] Repairs = ["fixed", "resolved", "completed", "finished", "closed"];
    private static readonly string[] Bare = ["be", "being"];

    public static Accomplishment? Find(Clause clause)
    {
        for (var i = 0; i < clause.Words.Length; i++)
        {
            var word = clause.Words[i];
            if (clause.WordIsAny(i - 1, Partly))
                continue;
            if (!(word.Is(Sense.Done | Sense.Made) ? IsPredicate(clause, i) : word.Is(Sense.Participle) && (IsPerfect(clause, i) || IsOwnDeed(clause, i))))
                continue;
            return new(i, clause.At(i));
        }
        return null;
    }

    private static bool IsPredicate(Clause clause, int i)
    {
        var word = clause.Words[i];
        if (clause.WordIs(i, "successfully"))
            return true;
        var before = SkipBack(clause, i - 1);
        if (before < 0 || (before == i - 1 && FollowsLabel(clause, i)))
            return (!clause.WordIsAny(i, NotPast) || clause.Words.Length == 1) && !FollowsNothing(clause, i);
        if (clause.WordIs(before, "and") || clause.WordIs(before, "then"))
            return false;
        var previous = clause.Words[before];
        if (previous.Is(Sense.Auxiliary) && clause.WordIsAny(i, States) && !clause.WordIsAny(before, "been", "was", "were", "i've", "we've", "have"))
            return false;
        if (previous.Is(Sense.Auxiliary))
            return HasSubject(clause, before) && !clause.WordIsAny(before, Bare) && !(clause.WordIsAny(before, Present) && HappensRegularly(clause, i));
        if (previous.Is(Sense.Pronoun))
            return clause.WordIsAny(before, "i", "we") || (word.Is(Sense.Done) && clause.WordIsAny(before, "it", "this", "that", "everything"));
        return IsShortReport(clause, i, before);
    }

    /// <summary>"I've consolidated …", "the index has been vacuumed", "hasn't been resumed": nothing but an accomplishment, or its lack, is said so.</summary>
    private static bool IsPerfect(Clause clause, int i)
    {
        var before = SkipBack(clause, i - 1);
        if (clause.WordIs(before, "been"))
            return clause.WordIsAny(SkipBack(clause, before - 1), "has", "have", "hasn't", "haven't");
        if (clause.WordIsAny(before, "is", "are") && (clause.WordIsAny(i - 1, "now", "fully", "completely", "successfully") || clause.IndexOfWord("now") > i || clause.WordIs(i + 1, "again")))
            return true;
        return clause.WordIsAny(before, "i've", "we've") || (clause.WordIs(before, "have") && clause.WordIsAny(before - 1, "i", "we"));
    }

    /// <summary>"I paused the job", and as a line of its own "Doubled the workers": a past that somebody did to something.</summary>
    private static bool IsOwnDeed(Clause clause, int i)
    {
        if (i + 1 >= clause.Words.Length || !(clause.Words[i + 1].Opaque || clause.Words[i + 1].Is(Sense.Determiner) || HasDigit(clause, i + 1)))
            return i > 0 && IsFirstPerson(clause, i) && !clause.WordIsAny(i + 1, "that", "to", "with", "for", "about");
        return i == 0 || IsFirstPerson(clause, i);
    }

    /// <summary>Who did it opens the statement or a conjunct of it: in "the tools I compared" nobody reports.</summary>
    private static bool IsFirstPerson(Clause clause, int i)
    {
        var person = SkipBack(clause, i - 1);
        return clause.WordIsAny(person, "i", "we") && (person == 0 || clause.Words[person - 1].Is(Sense.Adverb) || clause.WordIsAny(person - 1, "and", "then", "so", "but") || HasMarkAfter(clause, person - 1));
    }

    private static bool HasDigit(Clause clause, int i) => clause.TextOf(clause.Words[i]).ContainsAnyInRange('0', '9');

    private static int SkipBack(Clause clause, int i)
    {
        while (i >= 0 && clause.Words[i].Is(Sense.Adverb | Sense.Negation) && !clause.Words[i].Is(Sense.Auxiliary))
            i--;
        return i;
    }

    /// <summary>"`cart.ts`: Updated the total": what was done stands behind the name of the place.</summary>
    private static bool FollowsLabel(Clause clause, int i) =>
        i <= MaxLabel && clause.Form is Form.Item or Form.Row && clause.Text.AsSpan(clause.Words[i - 1].End, clause.Words[i].Start - clause.Words[i - 1].End).IndexOfAny(":—–") >= 0;

    /// <summary>"Rollback completed", "PR #2 merged": a noun and a participle that ends the statement or goes on with a preposition.</summary>
    private static bool IsShortReport(Clause clause, int i, int before)
    {
        var previous = clause.Words[before];
        if (previous.Is(Sense.Determiner | Sense.Preposition | Sense.Future | Sense.Hedge | Sense.Relative | Sense.Trouble))
            return (clause.WordIs(before, "all") && i == clause.Words.Length - 1);
        if (IsHeadline(clause, i, before))
            return true;
        if (i <= 2 && clause.Words[i].Is(Sense.Made) && !clause.WordIsAny(i, "changed", "issued") && (i + 1 == clause.Words.Length || HasMarkAfter(clause, i)))
            return true;
        if (!clause.Words[i].Is(Sense.Done) && !clause.WordIsAny(i, "migrated", "pushed", "committed", "created", "cancelled", "canceled", "released", "published", "installed", "added", "updated", "removed"))
            return false;
        return i + 1 == clause.Words.Length || HasMarkAfter(clause, i) || (clause.WordIsAny(i, Repairs) && clause.Words[i + 1].Is(Sense.Determiner))
            || clause.Words[i + 1].Is(Sense.Preposition | Sense.Adverb | Sense.Condition | Sense.Done) || clause.WordIsAny(i + 1, "and", "as", "too", "again");
    }

    /// <summary>"Version bumped to 3.2.0": a bare noun and a past, as in a headline.</summary>
    private static bool IsHeadline(Clause clause, int i, int before) =>
        before <= 1 && i == before + 1 && i + 1 < clause.Words.Length && clause.Words[i + 1].Is(Sense.Preposition) && clause.IndexOf(Sense.Auxiliary, i) < 0
        && !clause.Words[0].Is(Sense.Determiner | Sense.Pronoun | Sense.Adverb | Sense.Condition | Sense.Relative);

    private static bool HasMarkAfter(Clause clause, int i)
    {
        var gap = clause.Text.AsSpan(clause.Words[i].End, clause.Words[i + 1].Start - clause.Words[i].End);
        return gap.IndexOfAny(",:;()—–") >= 0;
    }

    /// <summary>"The title is updated when the user types" tells how things work, not what was done.</summary>
    private static bool HappensRegularly(Clause clause, int i) => !clause.Words[i].Is(Sense.Done) && (clause.IndexOf(Sense.Condition, i + 1) >= 0 || clause.WordIs(i + 1, "by") || IsPlainNoun(clause, i + 1));

    private static bool IsPlainNoun(Clause clause, int i) => i < clause.Words.Length && clause.Words[i] is { Sense: Sense.None, Opaque: false } && !HasMarkAfter(clause, i - 1);

    private static bool HasSubject(Clause clause, int auxiliary)
    {
        // A contraction holds its subject: "I've", "it's".
        if (clause.TextOf(clause.Words[auxiliary]).Contains('\''))
            return !clause.WordIsAny(auxiliary, "you've", "they've", "you're");
        return auxiliary > 0 && !clause.WordIsAny(auxiliary - 1, "you", "they", "he", "she");
    }

    private static bool FollowsNothing(Clause clause, int i) => clause.WordIsAny(i + 1, "is", "are", "was", "were", "by");
}
