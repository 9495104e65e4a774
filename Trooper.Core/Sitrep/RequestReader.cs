using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Reads from a user's message what it asks for, as a phrase that begins with a verb.</summary>
internal static class RequestReader
{
    private const int ShortWish = 7;

    /// <summary>A session that begins with a statement of so much content has told what it is about.</summary>
    private const int LeastTelling = 3;

    private static readonly Stems Vague = Stems.Of("""
        stop second wait moment minute following plan issue task change changes help thing things few some make do look go work problem challenge question questions
        give get keep solve solving implement fix currently repository requirement requirements necessary met pr description assistance information general several couple something anything solution way idea ideas options
        """);

    private static readonly string[] Inquiries = ["look", "check", "tell", "show", "find", "get", "give"];
    private static readonly string[] Provisos = ["avoid", "keep", "ensure", "remember", "mind", "leave", "stay"];
    private static readonly string[] Pronouns = ["it", "them", "this", "that", "those", "these"];

    public static Request? Read(MessageReading message)
    {
        if (ProblemReport.ToRepair(message, out var wish) is { } broken)
            return new(WishPhrase.Shorten($"{Repair(wish!)}: {broken.Phrase}"), message.Index, Strength.Clear);
        Request? best = null;
        for (var i = 0; i < message.Clauses.Count; i++)
        {
            if (ReadClause(message.Clauses, i, isBrief: message.Index == 0) is not var (text, strength))
                continue;
            if (best is { Strength: Strength.Clear })
                return strength == Strength.Clear && IsConjunct(message.Clauses, i) ? best with { Text = WishPhrase.Join(best.Text, text) } : best;
            // "The build dies at the signing step. Look at the log": the problem is what it is about.
            if (best is { Strength: Strength.Problem } && message.Index == 0 && strength == Strength.Clear && (IsInquiry(message.Clauses[i]) || message.Clauses[i].WordIsAny(0, Provisos) || (message.Clauses[i].WordIs(0, "so") && message.Clauses[i].WordIsAny(1, Provisos)) || Stems.Of(text).Without(Vague).Count < LeastTelling - 1))
                return best;
            if (best is null || strength > best.Strength)
                best = new(WishPhrase.Shorten(text), message.Index, strength);
            // What follows "I get this error:" is the error's own words, whatever they ask for.
            if (strength == Strength.Problem && message.Clauses[i].IsLeadIn)
                return best;
        }
        return best;
    }

    /// <summary>"I'll help you sort the imports": an assistant often says the wish more plainly than the user.</summary>
    public static string? Restated(MessageReading message)
    {
        foreach (var clause in message.Clauses.Take(3))
            for (var i = 0; i + 2 < clause.Words.Length && i < 3; i++)
                if (clause.WordIs(i, "help") && clause.WordIs(i + 1, "you") && clause.Words[i + 2].Is(Sense.Task))
                    return WishPhrase.Shorten(clause.PhraseFrom(i + 2));
        return null;
    }

    private static (string Text, Strength Strength)? ReadClause(IReadOnlyList<Clause> clauses, int i, bool isBrief)
    {
        var clause = clauses[i];
        if (clause.IsSubordinate && clause.Form == Form.Sentence)
            return null;
        if (WishVerb.Find(clause) is >= 0 and var verb)
            return ReadWish(clauses, i, verb);
        if (clause.Form == Form.Heading)
            return null;
        if (clause.IsQuestion)
            return clause.Words.Length > 3 ? (clause.Phrase.TrimEnd('?'), clause.Has(Sense.Trouble | Sense.Defective) ? Strength.Problem : Strength.Vague) : null;
        if (clause.Has(Sense.Trouble | Sense.TroubleNoun) || clause.Has(Sense.Defective))
            return (Problem(clauses, i), Strength.Problem);
        return clause.Words.Length > 3 ? (clause.Phrase, isBrief && Stems.Of(clause.Phrase).Without(Vague).Count >= LeastTelling ? Strength.Problem : Strength.Vague) : null;
    }

    private static (string Text, Strength Strength) ReadWish(IReadOnlyList<Clause> clauses, int i, int verb)
    {
        var clause = clauses[i];
        var phrase = clause.PhraseFrom(verb).TrimEnd('?');
        var said = WishVerb.Plain(clause.TextOf(clause.Words[verb]));
        if (said.Length < clause.Words[verb].Length)
            phrase = said + phrase[clause.Words[verb].Length..];
        var content = Stems.Of(phrase).Without(Vague).Count;
        if (NamesNoObject(clause, verb) && content < 4 && i > 0 && clauses[i - 1].Words.Length > 3)
            return ($"{phrase}: {MainOf(clauses, i - 1).Phrase}", Inquiries.Contains(said) ? Strength.Vague : Strength.Clear);
        if (content >= 2 && !IsVague(clause, verb))
            return (content <= 3 && clause.Words.Length - verb < ShortWish && i > 0 && IsReport(clauses[i - 1]) ? $"{phrase}: {clauses[i - 1].Phrase}" : phrase, Strength.Clear);
        return Announced(clauses, i) is { } title ? ($"{said}: {title}", Strength.Clear) : (phrase, Strength.Vague);
    }

    /// <summary>The statement that a sentence is about, where it ends with a reason or a condition.</summary>
    private static Clause MainOf(IReadOnlyList<Clause> clauses, int i)
    {
        while (i > 0 && clauses[i].IsSubordinate && clauses[i - 1].Sentence == clauses[i].Sentence)
            i--;
        return clauses[i];
    }

    /// <summary>"Find the cause" needs to be told what of: the statement before it says so, where that is no wish itself.</summary>
    private static bool IsReport(Clause before) => before.Words.Length > 4 && !before.IsQuestion && WishVerb.Find(before) < 0;

    /// <summary>"Make a few changes", "some help with": the wish is still to come.</summary>
    private static bool IsVague(Clause clause, int verb)
    {
        for (var i = verb; i + 1 < clause.Words.Length; i++)
            if (clause.WordIsAny(i, "few", "some", "several", "couple", "general") && clause.WordIsAny(i + 1, "changes", "help", "questions", "things", "information", "assistance", "of"))
                return true;
        return false;
    }

    /// <summary>What "them" are stands in the statement before.</summary>
    private static bool NamesNoObject(Clause clause, int verb)
    {
        while (clause.WordIsAny(verb + 1, "just", "only", "all"))
            verb++;
        return clause.WordIsAny(verb + 1, Pronouns) && (verb + 2 >= clause.Words.Length || clause.Words[verb + 2].Is(Sense.Stop | Sense.Preposition));
    }

    /// <summary>What "the following issue" is, or the description that stood before the wish to have it implemented.</summary>
    private static string? Announced(IReadOnlyList<Clause> clauses, int i)
    {
        if (Announces(clauses[i]))
            return Title(clauses, i + 1);
        for (var earlier = 0; earlier < i; earlier++)
            if (clauses[earlier].IsLeadIn && clauses[earlier].Contains("following"))
                return Title(clauses, earlier + 1);
        return null;
    }

    private static bool IsInquiry(Clause clause) => WishVerb.Find(clause) is >= 0 and var verb && clause.WordIsAny(verb, Inquiries) && clause.IndexOfWord("why") < 0;

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

    /// <summary>What is to be done about a problem: in the user's words, where they say it in short.</summary>
    private static string Repair(Clause wish) =>
        WishVerb.Find(wish) is >= 0 and var verb && wish.Words.Length - verb <= ShortWish && !NamesNoObject(wish, verb) ? wish.PhraseFrom(verb).TrimEnd('?') : "fix";

    private static string Problem(IReadOnlyList<Clause> clauses, int i)
    {
        var clause = clauses[i];
        var next = clauses.Skip(i).FirstOrDefault(other => other.Sentence != clause.Sentence);
        if (next is null || (!clause.IsLeadIn && Stems.Of(clause.Phrase).Count >= 6))
            return $"fix: {clause.Phrase}";
        return clause.IsLeadIn && clause.IndexOf(Sense.TroubleNoun) is >= 0 and var noun ? $"fix the {clause.TextOf(clause.Words[noun])}: {next.Phrase}" : $"fix: {clause.Phrase}: {next.Phrase}";
    }
}
