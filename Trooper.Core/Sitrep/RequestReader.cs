using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Reads from a user's message what it asks for, as a phrase that begins with a verb.</summary>
internal static class RequestReader
{
    private const int MaxLength = 110;
    private const int ShortWish = 7;
    private const int ShortText = 30;
    private const int MaxFirst = 84;

    private static readonly Stems Vague = Stems.Of("""
        stop second wait moment minute following plan issue task change changes help thing things few some make do look go work problem challenge question questions
        give get keep solve solving implement fix currently repository assistance information general several couple
        """);

    private static readonly string[] Fillers =
    [
        "like", "help", "you", "me", "us", "hi", "hey", "hello", "thanks", "thank", "great", "good", "yes", "yeah", "sure", "able", "currently", "question", "first", "ahead", "no",
        "kindly", "sorry", "right", "well", "maybe", "perhaps", "consider",
    ];

    private static readonly string[] WeakGerunds = ["getting", "going", "looking", "doing", "keeping", "making", "having", "trying"];
    private static readonly string[] Articles = ["the", "a", "an", "my", "our", "this", "your", "its"];
    private static readonly string[] Inquiries = ["look", "check", "tell", "show", "find", "get", "give"];
    private static readonly string[] Pronouns = ["it", "them", "this", "that", "those", "these"];

    public static Request? Read(MessageReading message)
    {
        Request? best = null;
        for (var i = 0; i < message.Clauses.Count; i++)
        {
            if (ReadClause(message.Clauses, i) is not var (text, strength))
                continue;
            if (best is { Strength: 3 })
                return strength == 3 && IsConjunct(message.Clauses, i) ? best with { Text = Join(best.Text, text) } : best;
            if (strength > (best?.Strength ?? 0))
                best = new(Shorten(text), message.Index, strength);
            // What follows "I get this error:" is the error's own words, whatever they ask for.
            if (strength == 2 && message.Clauses[i].IsLeadIn)
                return best;
        }
        return best;
    }

    /// <summary>"I'll help you remove the restriction": an assistant often says the wish more plainly than the user.</summary>
    public static string? Restated(MessageReading message)
    {
        foreach (var clause in message.Clauses.Take(3))
            for (var i = 0; i + 2 < clause.Words.Length && i < 3; i++)
                if (clause.WordIs(i, "help") && clause.WordIs(i + 1, "you") && clause.Words[i + 2].Is(Sense.Task))
                    return Shorten(clause.PhraseFrom(i + 2));
        return null;
    }

    public static string Join(string first, string second) =>
        first.Length > MaxFirst || first.EndsWith('…') ? first : PhraseText.Shorten($"{first} and {char.ToLowerInvariant(second[0])}{second[1..]}", MaxLength);

    private static (string Text, int Strength)? ReadClause(IReadOnlyList<Clause> clauses, int i)
    {
        var clause = clauses[i];
        if (clause.IsSubordinate && clause.Form == Form.Sentence)
            return null;
        if (FindVerb(clause) is >= 0 and var verb)
            return ReadWish(clauses, i, verb);
        if (clause.Form == Form.Heading)
            return null;
        if (clause.IsQuestion)
            return clause.Words.Length > 3 ? (clause.Phrase.TrimEnd('?'), clause.Has(Sense.Trouble | Sense.Defective) ? 2 : 1) : null;
        if (clause.Has(Sense.Trouble | Sense.TroubleNoun) || clause.Has(Sense.Defective))
            return (Problem(clauses, i), 2);
        return clause.Words.Length > 3 ? (clause.Phrase, 1) : null;
    }

    private static (string Text, int Strength) ReadWish(IReadOnlyList<Clause> clauses, int i, int verb)
    {
        var clause = clauses[i];
        var phrase = clause.PhraseFrom(verb).TrimEnd('?');
        var said = Plain(clause.TextOf(clause.Words[verb]));
        if (said.Length < clause.Words[verb].Length)
            phrase = said + phrase[clause.Words[verb].Length..];
        var content = Stems.Of(phrase).Without(Vague).Count;
        if (NamesNoObject(clause, verb) && content < 4 && i > 0 && clauses[i - 1].Words.Length > 3)
            return ($"{phrase}: {clauses[i - 1].Phrase}", Inquiries.Contains(said) ? 1 : 3);
        if (content >= 2 && !IsVague(clause, verb))
            return (content <= 3 && clause.Words.Length - verb < ShortWish && i > 0 && IsReport(clauses[i - 1]) ? $"{phrase}: {clauses[i - 1].Phrase}" : phrase, 3);
        return Announces(clause) && Title(clauses, i + 1) is { } title ? ($"{said}: {title}", 3) : (phrase, 1);
    }

    /// <summary>"Find the cause" needs to be told what of: the statement before it says so, where that is no wish itself.</summary>
    private static bool IsReport(Clause before) => before.Words.Length > 4 && !before.IsQuestion && FindVerb(before) < 0;

    /// <summary>"Make a few changes", "some help with": the wish is still to come.</summary>
    private static bool IsVague(Clause clause, int verb)
    {
        for (var i = verb; i + 1 < clause.Words.Length; i++)
            if (clause.WordIsAny(i, "few", "some", "several", "couple", "general") && clause.WordIsAny(i + 1, "changes", "help", "questions", "things", "information", "assistance", "of"))
                return true;
        return false;
    }

    /// <summary>What "them" are stands in the statement before.</summary>
    private static bool NamesNoObject(Clause clause, int verb) => clause.WordIsAny(verb + 1, Pronouns) && (verb + 2 >= clause.Words.Length || clause.Words[verb + 2].Is(Sense.Stop | Sense.Preposition));

    /// <summary>The verb of a wish: all that stands before it is polite or personal. What the user is going to do is no wish.</summary>
    private static int FindVerb(Clause clause)
    {
        if (clause.WordIs(0, "i'll") || (clause.WordIs(0, "i") && clause.WordIs(1, "will")))
            return -1;
        for (var i = 0; i < clause.Words.Length; i++)
        {
            var word = clause.Words[i];
            if (clause.WordIs(i, "make") && clause.WordIs(i + 1, "sense"))
            {
                i++;
                continue;
            }
            if ((clause.WordIs(i, "make") && clause.WordIs(i + 1, "sure")) || (clause.WordIs(i, "do") && clause.WordIs(i + 1, "not")))
                return -1;
            if (i > 0 && clause.WordIsAny(i - 1, "i", "we") && clause.WordIsAny(i, "get", "run", "use", "work", "see"))
                return FindWant(clause);
            if (!clause.WordIs(i, "consider") && (word.Is(Sense.Task) || IsGerund(clause, i)))
                return clause.WordIsAny(i, "help", "like", "look", "go") && i + 2 < clause.Words.Length && clause.WordIsAny(i + 1, "me", "us", "with", "ahead") ? FindNext(clause, i + 2) : i;
            // "The export fails": behind an article stands a noun.
            if (i == 0 && clause.WordIsAny(i, Articles) && clause.Words.Length > 1 && clause.Words[i + 1].Is(Sense.Task))
                return -1;
            if (word.Opaque || word.Is(Sense.Negation) || !(word.Is(Sense.Stop | Sense.Future | Sense.Pronoun | Sense.Adverb) || clause.WordIsAny(i, Fillers)))
                return FindWant(clause);
        }
        return FindWant(clause);
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

    private static int FindNext(Clause clause, int from)
    {
        var next = clause.IndexOf(Sense.Task, from);
        return next >= 0 && next <= from + 2 ? next : from;
    }

    private static bool IsGerund(Clause clause, int i)
    {
        var word = clause.TextOf(clause.Words[i]);
        return !clause.WordIsAny(i, WeakGerunds) && word.EndsWith("ing", StringComparison.OrdinalIgnoreCase) && Plain(word).Length < word.Length;
    }

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

    private static bool IsConjunct(IReadOnlyList<Clause> clauses, int i) =>
        clauses[i].Form == Form.Sentence && clauses[i].Sentence <= clauses[0].Sentence + 2 && (clauses[i].WordIs(0, "and") || (clauses[i].Words[0].Is(Sense.Task) && clauses[i].WordIsAny(clauses[i].Words.Length - 1, Pronouns)));

    private static string Problem(IReadOnlyList<Clause> clauses, int i)
    {
        var clause = clauses[i];
        var next = clauses.Skip(i).FirstOrDefault(other => other.Sentence != clause.Sentence);
        if (next is null || (!clause.IsLeadIn && Stems.Of(clause.Phrase).Count >= 6))
            return $"fix: {clause.Phrase}";
        return clause.IsLeadIn && clause.IndexOf(Sense.TroubleNoun) is >= 0 and var noun ? $"fix the {clause.TextOf(clause.Words[noun])}: {next.Phrase}" : $"fix: {clause.Phrase}: {next.Phrase}";
    }

    /// <summary>A wish without its asides and examples.</summary>
    private static string Shorten(string text)
    {
        if (text.IndexOf('(') is > 0 and var open && text.IndexOf(')', open) is > 0 and var close)
            text = text.Remove(open, close - open + 1).Replace(" -> ", " ", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal);
        foreach (var aside in (ReadOnlySpan<string>)[" I'm ", " I am ", " I ", " we're "])
            if (text.IndexOf(aside, StringComparison.Ordinal) is > ShortText and var at)
                text = text[..at];
        var comma = text.IndexOf(", ", StringComparison.Ordinal);
        var isAside = comma > 40 && text.AsSpan(0, comma).Count('(') == text.AsSpan(0, comma).Count(')');
        return PhraseText.Shorten(isAside ? text[..comma] : text.TrimEnd('?'), MaxLength);
    }
}
