using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Finds in a user's statement the verb that says what is wished for.</summary>
internal static class WishVerb
{
    private static readonly string[] Fillers =
    [
        "like", "help", "you", "me", "us", "hi", "hey", "hello", "thanks", "thank", "great", "good", "yes", "yeah", "sure", "able", "currently", "question", "first", "ahead", "no",
        "kindly", "sorry", "right", "well", "maybe", "perhaps", "consider", "make", "sense",
    ];

    private static readonly string[] WeakGerunds = ["getting", "going", "looking", "doing", "keeping", "making", "having", "trying"];
    private static readonly string[] Articles = ["the", "a", "an", "my", "our", "this", "your", "its"];
    private static readonly string[] Objects = ["it", "them", "this", "that", "these", "those", "all", "both"];
    private static readonly string[] HabitVerbs = ["get", "run", "use", "work", "see"];

    /// <summary>The index of the verb, -1 where nothing is wished for. All that stands before it is polite or personal.</summary>
    public static int Find(Clause clause) => clause.WishAt ??= Search(clause);

    private static int Search(Clause clause)
    {
        if (IsOwnPlan(clause) || OpensWithNoun(clause))
            return -1;
        for (var i = 0; i < clause.Words.Length; i++)
        {
            if (IsProviso(clause, i))
                return -1;
            if (IsVerb(clause, i))
                return IsHabit(clause, i) ? FindWant(clause) : PastPoliteness(clause, i);
            if (!IsPolite(clause, i))
                return FindWant(clause);
        }
        return FindWant(clause);
    }

    private static bool IsOwnPlan(Clause clause) => clause.WordIs(0, "i'll") || (clause.WordIs(0, "i") && clause.WordIs(1, "will"));

    /// <summary>"The export fails": behind an article stands a noun.</summary>
    private static bool OpensWithNoun(Clause clause)
    {
        var first = clause.WordIsAny(0, "but", "and", "so") ? 1 : 0;
        return clause.WordIsAny(first, Articles) && clause.Words.Length > first + 1 && clause.Words[first + 1].Is(Sense.Task);
    }

    /// <summary>"Make sure …", "do not …" limit a wish, and are none.</summary>
    private static bool IsProviso(Clause clause, int i) =>
        (clause.WordIs(i, "make") && clause.WordIs(i + 1, "sure")) || (clause.WordIs(i, "do") && clause.WordIs(i + 1, "not"));

    private static bool IsVerb(Clause clause, int i) =>
        (IsTask(clause, i) || IsGerund(clause, i) || IsUnlistedVerb(clause, i)) && !clause.WordIs(i, "consider") && !(clause.WordIs(i, "make") && clause.WordIs(i + 1, "sense"));

    /// <summary>"Please obfuscate …", "Denoise the samples": a word that the lexicon doesn't know, where only a verb can stand.</summary>
    private static bool IsUnlistedVerb(Clause clause, int i)
    {
        if (clause.Words[i] is not { Sense: Sense.None, Opaque: false } || i + 1 >= clause.Words.Length || clause.TextOf(clause.Words[i])[1..].ContainsAnyExceptInRange('a', 'z'))
            return false;
        var takesObject = clause.Words[i + 1].Opaque || clause.Words[i + 1].Is(Sense.Determiner) || clause.WordIsAny(i + 1, Objects);
        return takesObject && (i == 0 || clause.WordIsAny(i - 1, "please", "you", "to", "me", "us", "and", "then", "just", "let's", "pls"));
    }

    /// <summary>A verb that the lexicon knows; in "order 55120" and "issue #7" it is a noun.</summary>
    private static bool IsTask(Clause clause, int i) =>
        clause.Words[i].Is(Sense.Task) && !(i + 1 < clause.Words.Length && clause.WordIsAny(i, "order", "issue", "ticket", "run", "call", "note") && clause.TextOf(clause.Words[i + 1]) is [>= '0' and <= '9' or '#', ..]);

    private static bool IsHabit(Clause clause, int i) => i > 0 && clause.WordIsAny(i - 1, "i", "we") && clause.WordIsAny(i, HabitVerbs);

    private static bool IsPolite(Clause clause, int i) =>
        clause.Words[i] is { Opaque: false } word && !word.Is(Sense.Negation) && !clause.WordIsAny(i, "they", "he", "she", "they'll", "he'll", "she'll") && (word.Is(Sense.Stop | Sense.Future | Sense.Pronoun | Sense.Adverb) || clause.WordIsAny(i, Fillers) || (clause.WordIs(i, "how") && clause.WordIsAny(i + 1, "would", "do", "can", "should", "could", "might")));

    /// <summary>In "help me sort the list" and "go ahead and sort it", the wish is to sort.</summary>
    private static int PastPoliteness(Clause clause, int i)
    {
        if (i + 2 >= clause.Words.Length || !clause.WordIsAny(i, "help", "like", "look", "go") || !clause.WordIsAny(i + 1, "me", "us", "with", "ahead"))
            return i;
        var next = clause.IndexOf(Sense.Task, i + 2);
        return next >= 0 && next <= i + 4 ? next : i + 2;
    }

    /// <summary>"I received it broken and want to exchange it": a wish further on in a statement.</summary>
    private static int FindWant(Clause clause)
    {
        for (var i = 1; i + 2 < clause.Words.Length; i++)
            if (clause.WordIsAny(i, "want", "need", "like", "wish", "wanted", "hoping", "trying") && clause.WordIs(i + 1, "to") && clause.Words[i + 2].Is(Sense.Task) && clause.At(i) is Mood.Asserted or Mood.Planned)
                return i + 2;
        return FindOrder(clause);
    }

    /// <summary>"I committed to main, move it to a branch": an order behind a comma.</summary>
    private static int FindOrder(Clause clause)
    {
        foreach (var segment in Segment.Of(clause).Skip(1))
            if (segment.Length > 3 && clause.Words[segment.First] is { Opaque: false } first && first.Is(Sense.Task) && !clause.Words[segment.First + 1].Is(Sense.Auxiliary))
                return segment.First;
        return -1;
    }

    private static bool IsGerund(Clause clause, int i)
    {
        var word = clause.TextOf(clause.Words[i]);
        return !clause.WordIsAny(i, WeakGerunds) && word.EndsWith("ing", StringComparison.OrdinalIgnoreCase) && Plain(word).Length < word.Length;
    }

    /// <summary>A verb's plain form: build of building, migrate of migrating, run of running. Other words stay as they are.</summary>
    public static string Plain(ReadOnlySpan<char> word)
    {
        if (word.Length < 6 || !word.EndsWith("ing", StringComparison.OrdinalIgnoreCase))
            return word.ToString();
        var stem = word[..^3].ToString();
        string[] forms = [stem, $"{stem}e", stem[..^1]];
        return forms.FirstOrDefault(form => Lexicon.Of(form).HasFlag(Sense.Task)) ?? word.ToString();
    }
}
