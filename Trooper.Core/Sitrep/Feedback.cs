using System.Buffers;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>How a user takes what the assistant did last.</summary>
internal enum Feedback
{
    None,

    /// <summary>Thanks or praise: what was asked for is there.</summary>
    Pleased,

    /// <summary>It was tried, and it helped.</summary>
    Cured,

    /// <summary>It was tried, and it didn't help.</summary>
    Persisting,
}

/// <summary>Reads the beginning of a user's message as an answer to what was done.</summary>
internal static class FeedbackReader
{
    private const int MostClauses = 4;
    private const int MostWords = 16;
    private const int Opening = 3;
    private const int ShortReport = 7;

    private static readonly string[] Praise =
    [
        "great", "nice", "perfect", "excellent", "awesome", "cool", "lovely", "brilliant", "super", "fantastic", "wonderful", "amazing", "thanks", "thank", "thx", "cheers", "bingo", "neat",
        "good", "well", "yay", "hooray", "beautiful", "sweet", "impressive",
    ];

    private static readonly string[] Doubts = ["but", "however", "though", "except", "still", "almost", "nearly", "better", "closer"];

    private static readonly SearchValues<string> Cures = SearchValues.Create(
        ["did it", "did the trick", "that was it", "that's it", "that fixed", "that helped", "that worked", "it worked", "works", "runs through", "runs fine", "is working", "it helps", "looks good", "lgtm", "all good",
         "ship it", "as expected", "back to normal", "is gone", "are gone", "settles it", "that settles", "solved", "confirmed", "verified"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Here the negation is the good news.</summary>
    private static readonly SearchValues<string> Disappearances = SearchValues.Create(["can't reproduce", "cannot reproduce", "no longer", "no more", "not happen", "doesn't happen", "hasn't happened"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Failures = SearchValues.Create(
        ["no luck", "no change", "no difference", "no effect", "no dice", "nothing changed", "didn't help", "doesn't help", "did not help", "didn't work", "doesn't work", "does not work", "did not work", "didn't fix", "not fixed", "isn't fixed",
         "no better", "not better", "worse", "not quite", "same error", "same problem", "same issue", "same result", "same thing", "it's back", "nope", "not working", "still not", "still no", "happens again", "happened again", "not solved"], StringComparison.OrdinalIgnoreCase);

    private static readonly string[] Signs = ["👍", "🎉", "🙏", "💯"];

    public static Feedback Read(MessageReading message)
    {
        var clauses = message.Clauses.Take(MostClauses).Where(clause => !clause.IsQuestion && clause.Words.Length <= MostWords).ToList();
        // "Better, but …": what is left of it is a new and smaller problem.
        if (message.Clauses.Count > 0 && message.Clauses[0].WordIsAny(0, "better", "almost", "nearly", "closer"))
            return Feedback.None;
        if (clauses.Any(clause => clause.ContainsAny(Failures) || Continues(clause)))
            return Feedback.Persisting;
        // "Loads now, but …": that much is cured.
        if (clauses.Count > 1 && clauses[1].WordIs(0, "but") && clauses[0].Words.Length <= ShortReport && (IsCure(clauses[0]) || IsNow(clauses[0])))
            return Feedback.Cured;
        if (message.Clauses.Any(clause => clause.WordIsAny(0, Doubts) || message.SignalOf(clause) is LoopSignal.Trouble))
            return Feedback.None;
        if (clauses.Any(clause => IsCure(clause) || (clause.Words.Length <= ShortReport && WellBeing.IsSaid(clause))))
            return Feedback.Cured;
        return message.Clauses.Count == 0 && Signs.Any(message.Text.Contains) || clauses.Count > 0 && IsPraise(clauses[0]) ? Feedback.Pleased : Feedback.None;
    }

    /// <summary>"An hour later: gmail still puts it into spam", "still red".</summary>
    private static bool Continues(Clause clause)
    {
        var still = clause.IndexOfWord("still");
        return still >= 0 && clause.At(still) == Mood.Asserted && !clause.WordIsAny(0, "i", "we", "you", "i'm", "we're") && !clause.WordIsAny(still + 1, "works", "good", "fine", "ok", "want", "need", "like");
    }

    /// <summary>"It loads now", "opens fine".</summary>
    public static bool IsNow(Clause clause) => WellBeing.IsSaid(clause)
        || (clause.Words.Length <= ShortReport && clause.WordIsAny(clause.Words.Length - 1, "fine", "correctly", "properly", "well", "nicely") && !clause.Has(Sense.Negation))
        || (clause.IndexOfWord("now") == clause.Words.Length - 1 && !clause.Has(Sense.Trouble | Sense.Negation));

    private static bool IsCure(Clause clause) =>
        !clause.IsSubordinate && !clause.Has(Sense.Condition) && ((clause.ContainsAny(Cures) && !clause.Has(Sense.Negation | Sense.Future)) || clause.ContainsAny(Disappearances));

    private static bool IsPraise(Clause clause)
    {
        for (var i = 0; i < clause.Words.Length; i++)
            if ((i < Opening || i == clause.Words.Length - 1) && clause.WordIsAny(i, Praise))
                return !clause.Has(Sense.Negation);
        return false;
    }
}
