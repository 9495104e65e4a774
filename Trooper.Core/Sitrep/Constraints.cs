using System.Buffers;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Reads what limits the work: what must, must not or may only be done, and how it is to be.</summary>
internal static class Constraints
{
    private const int MaxWords = 40;

    private const int MostPerMessage = 6;

    /// <summary>A brief of so many statements is a manual: of its rules only the first ones limit the task.</summary>
    private const int Manual = 50;
    private const int MostOfManual = 3;

    private static readonly string[] Kinds = ["-first", "-only", "-layer", "-free", "-agnostic", "-compatible", "-safe"];
    private static readonly string[] Bans = ["don't", "not", "never", "no", "without", "avoid", "nothing"];
    private static readonly string[] Bounds = ["must", "mustn't", "never", "only", "ideally", "ensure", "exactly", "strictly", "required", "important"];
    private static readonly string[] Measures = ["maximum", "minimum", "max", "min", "limit", "budget", "deadline", "freeze"];
    private static readonly SearchValues<string> Phrases = SearchValues.Create(["at most", "at least", "no more than", "no longer than", "needs to stay", "may not", "by no means", "make sure", "in order", "stay the same", "stays the same", "backwards compatible", "has to", "have to"], StringComparison.OrdinalIgnoreCase);

    public static IEnumerable<string> Read(MessageReading message) => (message.IsUserProse ? ReadUser(message) : ReadAssistant(message)).Take(message.Clauses.Count < Manual ? MostPerMessage : MostOfManual);

    private static IEnumerable<string> ReadUser(MessageReading message)
    {
        foreach (var clause in message.Clauses)
        {
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
        if (!segments.Any(segment => Limits(clause, segment)))
            return [];
        return segments.Where(segment => segment.Length > 2 && (Limits(clause, segment) || (isBrief && !Asks(clause, segment)))).Select(segment => segment.Phrase(clause));
    }

    /// <summary>The statement holds a limit, whoever makes it.</summary>
    public static bool IsLimit(Clause clause) => Segment.Of(clause).Any(segment => Limits(clause, segment));

    private static IEnumerable<string> KindsOf(Clause clause) => clause.Text.Contains('-')
        ? clause.Words.Select(word => clause.TextOf(word).ToString()).Where(word => Kinds.Any(kind => word.EndsWith(kind, StringComparison.OrdinalIgnoreCase)))
        : [];

    private static bool Limits(Clause clause, Segment segment)
    {
        for (var i = segment.First; i < segment.End; i++)
            if (clause.WordIsAny(i, Bounds) || (clause.WordIsAny(i, Measures) && IsMeasured(clause, i, segment)) || (clause.WordIsAny(i, Bans) && IsOrder(clause, i)) || (clause.WordIs(i, "without") && i == segment.First) || (clause.WordIs(i, "keep") && i <= segment.First + 1) || (clause.WordIs(i, "first") && i == segment.First + 1))
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

    private static bool Asks(Clause clause, Segment segment)
    {
        for (var i = segment.First; i < segment.End; i++)
            if (clause.Words[i].Is(Sense.Task | Sense.Pronoun | Sense.Auxiliary))
                return true;
        return false;
    }

    /// <summary>"Do not touch production", "may not …", "no new dependencies": an order, not a report of what isn't so.</summary>
    private static bool IsOrder(Clause clause, int i) =>
        i == 0 || clause.WordIsAny(i - 1, "do", "may", "should", "must", "but", "and", "please", "to", "can", "shall")
        || (clause.WordIs(i, "no") && clause.WordIsAny(i + 1, "new", "more", "changes", "other", "breaking", "external", "extra"));

    private static IEnumerable<string> ReadAssistant(MessageReading message) => message.Clauses
        .Where(clause => !clause.IsQuestion && clause.Words.Length <= MaxWords && IsRule(clause))
        .Select(clause => clause.Phrase);

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
