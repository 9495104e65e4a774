using System.Buffers;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Reads what limits the work: what must, must not or may only be done, and how it is to be.</summary>
internal static class Constraints
{
    private const int MaxWords = 40;
    private const int LongestLabel = 20;

    private const int MostPerMessage = 6;

    /// <summary>A brief of so many statements is a manual: of its rules only the first ones limit the task.</summary>
    private const int Manual = 50;
    private const int MostOfManual = 3;

    private static readonly string[] Kinds = ["-first", "-only", "-layer", "-free", "-agnostic", "-compatible", "-safe"];
    private static readonly string[] Bans = ["don't", "not", "never", "no", "without", "avoid", "nothing"];
    private static readonly string[] Bounds = ["must", "mustn't", "ideally", "ensure", "exactly", "strictly", "required", "important"];
    private static readonly string[] Labels = ["rules", "rule", "constraints", "constraint", "requirements", "conditions", "limits", "boundaries"];
    private static readonly string[] NoAnswers = ["idea", "luck", "problem", "worries", "thanks", "need", "wait", "way", "wonder", "rush", "change", "longer", "one", "matter", "difference", "error", "errors", "such", "effect"];
    private static readonly string[] Fallbacks = ["stop", "abort", "ask", "tell", "call", "ping", "rollback", "halt", "skip", "warn", "leave", "exclude", "ignore", "roll"];
    private static readonly string[] Wants = ["need", "must", "should", "want", "keep", "stay", "require"];
    private static readonly string[] Ceilings = ["under", "below", "within", "above", "up", "max", "maximum"];
    private static readonly string[] Measures = ["maximum", "minimum", "max", "min", "limit", "budget", "deadline", "freeze"];
    private static readonly SearchValues<string> Phrases = SearchValues.Create(["at most", "at least", "no more than", "no longer than", "needs to stay", "may not", "by no means", "make sure", "in order", "stay the same", "stays the same", "backwards compatible", "has to", "have to", "at a time"], StringComparison.OrdinalIgnoreCase);

    public static IEnumerable<string> Read(MessageReading message) => (message.IsUserProse ? ReadUser(message) : ReadAssistant(message)).Take(message.Clauses.Count < Manual ? MostPerMessage : MostOfManual);

    private static IEnumerable<string> ReadUser(MessageReading message)
    {
        foreach (var clause in message.Clauses)
        {
            if (Proviso(clause) is { } proviso)
                yield return proviso;
            if (message.Index == 0 && IsFallback(message, clause))
                yield return clause.Phrase;
            if (clause.IsQuestion || clause.IsSubordinate || clause.Form == Form.Heading || clause.Words.Length is < 2 or > MaxWords)
                continue;
            foreach (var kind in KindsOf(clause))
                yield return kind;
            foreach (var limit in LimitsOf(clause, isBrief: message.Index == 0))
                yield return limit;
        }
    }

    /// <summary>The limits of a statement, each by itself. In a brief, beside a limit, a segment that asks for nothing is one as well: a standard, a size.</summary>
    private static IEnumerable<string> LimitsOf(Clause clause, bool isBrief)
    {
        var segments = Segment.Of(clause);
        if (clause.WordIsAny(0, Labels) && clause.Text.IndexOf(':') is > 0 and < LongestLabel and var colon)
            return segments.Select(segment => segment.Phrase(clause)).Select(phrase => phrase.Length > colon && phrase.IndexOf(": ", StringComparison.Ordinal) == colon ? phrase[(colon + 2)..] : phrase);
        if (!segments.Any(segment => Limits(clause, segment)))
            return [];
        return segments
            .Where(segment => segment.Length > 2 ? Limits(clause, segment) || (isBrief && !Asks(clause, segment)) : IsTerse(clause, segment) && Limits(clause, segment))
            .Select(segment => segment.Phrase(clause));
    }

    /// <summary>The statement holds a limit, whoever makes it.</summary>
    public static bool IsLimit(Clause clause) => Segment.Of(clause).Any(segment => Limits(clause, segment));

    /// <summary>"No destroys", "Postgres only".</summary>
    private static bool IsTerse(Clause clause, Segment segment) =>
        segment.Length == 2 && (clause.WordIsAny(segment.First, "no", "only", "don't") || clause.WordIs(segment.First + 1, "only"));

    private static IEnumerable<string> KindsOf(Clause clause) => clause.Text.Contains('-')
        ? clause.Words.Select(word => clause.TextOf(word).ToString()).Where(word => Kinds.Any(kind => word.EndsWith(kind, StringComparison.OrdinalIgnoreCase)))
        : [];

    private static bool Limits(Clause clause, Segment segment)
    {
        for (var i = segment.First; i < segment.End; i++)
            if (clause.WordIsAny(i, Bounds) || IsOnly(clause, i) || IsNever(clause, i, segment) || IsLeftAlone(clause, i, segment) || IsCeiling(clause, i)
                || (clause.WordIsAny(i, Measures) && IsMeasured(clause, i, segment))
                || (clause.WordIsAny(i, Bans) && IsOrder(clause, i, segment)) || (clause.WordIs(i, "without") && i == segment.First) || (clause.WordIs(i, "keep") && i <= segment.First + 1 && !clause.WordIsAny(i - 1, "we'll", "i'll", "to")) || (clause.WordIs(i, "first") && i == segment.First + 1))
                return true;
        // The whole clause's phrase is made anyway: where it has none of them, neither has its part.
        if (clause.Text.Length <= PhraseText.MaxLength && !clause.Phrase.AsSpan().ContainsAny(Phrases))
            return false;
        var phrase = segment.Phrase(clause);
        return phrase.AsSpan().ContainsAny(Phrases) && !phrase.Contains("in order to", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>"Budget is 5 EUR", "maximum one line": in "add a retry budget" it only names a thing.</summary>
    private static bool IsMeasured(Clause clause, int i, Segment segment)
    {
        for (var j = i + 1; j < Math.Min(segment.End, i + 4); j++)
            if (clause.WordIsAny(j, "is", "at", "of", "starts", "ends", "one", "two", "three") || char.IsAsciiDigit(clause.TextOf(clause.Words[j])[0]))
                return true;
        return i == segment.First;
    }

    /// <summary>"Postgres only", "only comment"; "is only reachable from here" tells a fact.</summary>
    private static bool IsOnly(Clause clause, int i) => clause.WordIs(i, "only") && !(clause.WordIsAny(i - 1, "is", "are", "was", "were", "it's") && !clause.WordIsAny(i + 1, "to", "allowed"));

    /// <summary>"Never restart both", "may never wait"; "they never arrive" tells a fact.</summary>
    private static bool IsNever(Clause clause, int i, Segment segment) =>
        clause.WordIs(i, "never") && (i == segment.First || clause.Words[i - 1].Is(Sense.Future) || clause.WordIsAny(i - 1, "and", "but", "please"));

    /// <summary>"Leave the test split alone".</summary>
    private static bool IsLeftAlone(Clause clause, int i, Segment segment) =>
        clause.WordIs(i, "leave") && i <= segment.First + 1 && clause.WordIsAny(segment.End - 1, "alone", "untouched", "unchanged", "is", "intact");

    /// <summary>"We need it under 400 ms", "up to 10 photos are needed".</summary>
    private static bool IsCeiling(Clause clause, int i) =>
        clause.WordIsAny(i, Ceilings) && (IsNumber(clause, i + 1) || IsNumber(clause, i + 2) || clause.WordIsAny(i + 1, "one", "two", "three")) && (clause.Words.Any(word => clause.WordIsAnyOf(word, Wants)) || WishVerb.Find(clause) >= 0);

    private static bool IsNumber(Clause clause, int i) => i < clause.Words.Length && char.IsAsciiDigit(clause.TextOf(clause.Words[i])[0]);

    /// <summary>"Speed it up without cloning the list": how it may not be done, beside what is wished for.</summary>
    private static string? Proviso(Clause clause)
    {
        if (clause.IndexOfWord("without") is not (> 1 and var at) || at + 1 >= clause.Words.Length || !(clause.TextOf(clause.Words[at + 1]).EndsWith("ing") || clause.WordIsAny(at + 1, "any", "a", "the", "new")))
            return null;
        return clause.Words.Length <= MaxWords && (WishVerb.Find(clause) >= 0 || clause.IsQuestion) ? clause.PhraseFrom(at).TrimEnd('?') : null;
    }

    /// <summary>"If replication breaks, stop and call me": what to do when it goes wrong.</summary>
    private static bool IsFallback(MessageReading message, Clause clause) =>
        (clause.WordIs(0, "if") || (clause.WordIsAny(0, Fallbacks) && clause.IndexOfWord("if") > 0)) && clause.Words.Length <= MaxWords && clause.Words.Any(word => clause.WordIsAnyOf(word, Fallbacks)) && message.Clauses.Count < Manual;

    private static bool Asks(Clause clause, Segment segment)
    {
        for (var i = segment.First; i < segment.End; i++)
            if (clause.Words[i].Is(Sense.Task | Sense.Pronoun | Sense.Auxiliary))
                return true;
        return false;
    }

    /// <summary>"Do not touch production", "may not …", "no new dependencies": an order, not a report of what isn't so.</summary>
    private static bool IsOrder(Clause clause, int i, Segment segment) =>
        (i == 0 && !clause.WordIsAny(i, "no", "nothing", "without")) || (i == segment.First && clause.WordIsAny(i, "no", "nothing", "without") && segment.Length > 1 && !clause.WordIsAny(i + 1, NoAnswers) && !clause.Words[i + 1].Is(Sense.Pronoun)) || clause.WordIsAny(i - 1, "do", "may", "should", "must", "but", "and", "please", "to", "can", "shall")
        || (clause.WordIs(i, "no") && clause.WordIsAny(i + 1, "new", "more", "changes", "other", "breaking", "external", "extra"));

    private static IEnumerable<string> ReadAssistant(MessageReading message) => message.Clauses
        .Where(clause => !clause.IsQuestion && clause.Words.Length <= MaxWords && IsRule(clause))
        .Select(clause => clause.HasPronounSubject && message.Clauses.First(other => other.Sentence == clause.Sentence) is { } subject && !ReferenceEquals(subject, clause) ? PhraseText.Shorten($"{subject.Phrase}, {clause.Phrase}") : clause.Phrase);

    private static bool IsRule(Clause clause)
    {
        for (var i = 1; i + 2 < clause.Words.Length; i++)
            if (clause.WordIs(i, "only") && clause.WordIs(i - 1, "can") && clause.WordIs(i + 1, "be"))
                return true;
            else if (clause.WordIsAny(i, "cannot", "must") && clause.WordIs(i + 1, "be") && !clause.WordIsAny(i - 1, "i", "it"))
                return true;
        return false;
    }
}
