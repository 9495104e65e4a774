using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Reads from a user's message what it asks for, as a phrase that begins with a verb.</summary>
internal static class RequestReader
{
    private const int MaxLength = 110;
    private static readonly Stems Vague = Stems.Of("stop second wait moment minute following plan issue task change changes help thing things few some make do look go work problem challenge question give get keep solve solving implement fix currently repository");

    private static readonly string[] Fillers =
    [
        "like", "help", "you", "me", "us", "hi", "hey", "hello", "thanks", "thank", "great", "good", "yes", "yeah", "sure", "able", "currently", "question", "first", "ahead", "no",
        "kindly", "sorry", "right", "well", "maybe", "perhaps",
    ];

    public static Request? Read(MessageReading message)
    {
        Request? best = null;
        for (var i = 0; i < message.Clauses.Count && best is not { Strength: 3 }; i++)
            if (ReadClause(message.Clauses, i) is var (text, strength) && strength > (best?.Strength ?? 0))
                best = new(PhraseText.Shorten(text, MaxLength), message.Index, strength);
        return best;
    }

    /// <summary>"I'll help you remove the restriction": an assistant often says the wish more plainly than the user.</summary>
    public static string? Restated(MessageReading message)
    {
        foreach (var clause in message.Clauses.Take(3))
            for (var i = 0; i + 2 < clause.Words.Length && i < 3; i++)
                if (clause.WordIs(i, "help") && clause.WordIs(i + 1, "you") && clause.Words[i + 2].Is(Sense.Task))
                    return PhraseText.Shorten(clause.PhraseFrom(i + 2), MaxLength);
        return null;
    }

    private static (string Text, int Strength)? ReadClause(IReadOnlyList<Clause> clauses, int i)
    {
        var clause = clauses[i];
        if (clause.IsSubordinate && clause.Form == Form.Sentence)
            return null;
        if (FindVerb(clause) is >= 0 and var verb)
        {
            var phrase = clause.PhraseFrom(verb);
            if (Stems.Of(phrase).Without(Vague).Count >= 2)
                return (phrase, 3);
            return Announces(clause) && Title(clauses, i + 1) is { } title ? ($"{Plain(clause.TextOf(clause.Words[verb]))}: {title}", 3) : (phrase, 1);
        }
        if (clause.Form == Form.Heading)
            return null;
        if (clause.Has(Sense.Trouble | Sense.TroubleNoun))
            return (Problem(clauses, i), 2);
        return clause.Words.Length > 3 ? (clause.Phrase, 1) : null;
    }

    /// <summary>The verb of a wish: all that stands before it is polite or personal.</summary>
    private static int FindVerb(Clause clause)
    {
        for (var i = 0; i < clause.Words.Length; i++)
        {
            var word = clause.Words[i];
            if (word.Is(Sense.Task) || IsGerund(clause.TextOf(word)))
                return clause.WordIsAny(i, "help", "like", "look") && i + 2 < clause.Words.Length && clause.WordIsAny(i + 1, "me", "us", "with") ? FindNext(clause, i + 2) : i;
            if (word.Opaque || word.Is(Sense.Negation) || !(word.Is(Sense.Stop | Sense.Future | Sense.Pronoun | Sense.Adverb) || clause.WordIsAny(i, Fillers)))
                return -1;
        }
        return -1;
    }

    private static int FindNext(Clause clause, int from)
    {
        var next = clause.IndexOf(Sense.Task, from);
        return next >= 0 && next <= from + 2 ? next : from;
    }

    private static bool IsGerund(ReadOnlySpan<char> word) => word.EndsWith("ing", StringComparison.OrdinalIgnoreCase) && Plain(word).Length < word.Length;

    /// <summary>A verb's plain form: build of building, migrate of migrating, run of running. Other words stay as they are.</summary>
    private static string Plain(ReadOnlySpan<char> word)
    {
        if (word.Length < 6 || !word.EndsWith("ing", StringComparison.OrdinalIgnoreCase))
            return word.ToString();
        var stem = word[..^3].ToString();
        string[] forms = [stem, $"{stem}e", stem[..^1]];
        return forms.FirstOrDefault(form => Lexicon.Of(form).HasFlag(Sense.Task)) ?? word.ToString();
    }

    private static bool Announces(Clause clause) => clause.IsLeadIn || clause.Contains("following") || clause.Contains("below");

    /// <summary>A brief that begins "solve the following issue" has a title further down.</summary>
    private static string? Title(IReadOnlyList<Clause> clauses, int from)
    {
        for (var i = from; i < Math.Min(clauses.Count, from + 5); i++)
            if (clauses[i] is { IsLeadIn: false } title && Stems.Of(title.Phrase).Without(Vague).Count >= 3)
                return title.Phrase;
        return null;
    }

    private static string Problem(IReadOnlyList<Clause> clauses, int i)
    {
        var text = clauses[i].Phrase;
        if (Stems.Of(text).Count < 6 && i + 1 < clauses.Count)
            text = $"{text}: {clauses[i + 1].Phrase}";
        return $"fix: {text}";
    }
}
