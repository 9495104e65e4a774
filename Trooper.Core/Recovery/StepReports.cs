using System.Buffers;
using System.Collections.Immutable;
using Trooper.Core.Sitrep;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Recovery;

/// <summary>Reads from an assistant's message what it reports as accomplished.</summary>
internal static class StepReports
{
    private const int MostPerMessage = 12;

    private static readonly string[] CheckNouns = ["test", "tests", "lint", "linter", "build", "builds", "suite", "checks", "ci", "fmt", "compilation", "passing", "green", "typecheck", "spec", "specs", "e2e", "assertions"];
    private static readonly string[] Remarks = ["pass", "passes", "passed", "passing", "complete", "completed", "succeeded", "successful", "successfully", "finished"];
    private static readonly SearchValues<string> Repeating = SearchValues.Create(["as reported", "as said", "as before", "as mentioned"], StringComparison.OrdinalIgnoreCase);
    /// <summary>Alone, these answer what was said.</summary>
    private static readonly string[] Echoes = ["confirmed", "verified", "reproduced", "noted", "agreed", "understood", "correct"];
    private static readonly string[] Openers = ["here", "here's", "let", "let's", "you", "now", "this", "these", "that", "i", "i'll", "if", "please", "want", "shall", "feel", "next"];

    public static IReadOnlyList<string> Read(MessageReading message, ImmutableArray<string> written)
    {
        var reports = new List<string>();
        var checks = false;
        for (var i = 0; i < message.Clauses.Count && reports.Count < MostPerMessage; i++)
        {
            var clause = message.Clauses[i];
            if (clause.Form == Form.NestedItem || (clause.Form == Form.Heading && !IsReportHeading(clause, message)))
                continue;
            if (ReadClause(message, i, written) is not { } report)
                continue;
            if (!IsCheckRemark(clause))
                reports.Add(report);
            else if (!checks && message.Calls.Count == 0)
            {
                // That tests pass is news where it is the message's point, not where the work goes on at once; and once is enough.
                checks = true;
                reports.Add(report);
            }
        }
        return reports;
    }

    /// <summary>"Rewrote the cron parser" over a paragraph of a summary; "Fixed" or "Files changed" only group what follows.</summary>
    private static bool IsReportHeading(Clause clause, MessageReading message) =>
        message.Calls.Count == 0 && clause.Accomplishment is { Mood: Mood.Asserted, Predicate: 0 } && ContentWords(clause) >= 2;

    private static string? ReadClause(MessageReading message, int i, ImmutableArray<string> written)
    {
        var clauses = message.Clauses;
        var clause = clauses[i];
        if (clause.Accomplishment is { } found)
        {
            if (found.Mood != Mood.Asserted || TellsOfTrouble(clause, found) || IsOld(clause, found) || IsOthersDeed(clause, found) || IsHabit(clauses, clause, found) || (IsHistory(clause, found) && !IsReportedHere(message, clause)))
                return null;
            if (LeansOn(clause, i > 0 ? clauses[i - 1] : null))
                return PhraseText.Clean($"{clauses[i - 1].Text} {clause.Text}");
            if (clause.WordIsAny(0, Echoes) && found.Predicate == 0 && (clause.Words.Length == 1 || clause.Text.AsSpan(clause.Words[0].End).TrimStart('*') is [':' or ',' or '.', ..]))
                return null;
            if (IsBare(clause))
                return FromContext(clauses, i, written);
            return clause.IsLeadIn && (ContentWords(clause) < 1 || clause.Contains("what ")) ? null : clause.Phrase;
        }
        if (message.Calls.Count == 0 && clause.Form == Form.Sentence && !clause.IsQuestion && WellBeing.IsChange(clause))
            return clause.Phrase;
        return IsListed(clauses, i) ? $"{Verb(clause.Lead!)} {clause.Phrase}" : null;
    }

    /// <summary>"I verified that the tests fail": true, and no progress.</summary>
    private static bool TellsOfTrouble(Clause clause, Accomplishment found) => clause.Has(Sense.Trouble) && !clause.Words[found.Predicate].Is(Sense.Done);

    /// <summary>A conjunct without a subject, or with "it" for one, is only understood with the statement before it.</summary>
    private static bool LeansOn(Clause clause, Clause? before) =>
        before?.Sentence == clause.Sentence && before.Accomplishment is not { Mood: Mood.Asserted }
        && ((clause.WordIs(0, "and") && !clause.WordIsAny(1, "i", "we")) || clause.HasPronounSubject);

    /// <summary>An entry of a list whose lead says that its entries are done.</summary>
    private static bool IsListed(IReadOnlyList<Clause> clauses, int i) =>
        clauses[i] is { Form: Form.Item or Form.Row, IsQuestion: false, Mark: not (Mark.Crossed or Mark.Unticked), Lead: { } lead }
        && (i == 0 || clauses[i - 1].Sentence != clauses[i].Sentence) && IsAccomplished(lead);

    private static bool IsOld(Clause clause, Accomplishment found) => clause.WordIsAny(found.Predicate - 1, "already", "previously") || clause.ContainsAny(Repeating);

    /// <summary>"The flag was removed in 3.0": in the midst of work a plain past tells how things came to be.</summary>
    private static bool IsHistory(Clause clause, Accomplishment found) => clause.WordIsAny(found.Predicate - 1, "was", "were") && !clause.Contains("successfully");

    /// <summary>"It was written by the last release": somebody else's deed.</summary>
    private static bool IsOthersDeed(Clause clause, Accomplishment found) => clause.WordIsAny(found.Predicate - 1, "was", "were") && clause.WordIs(found.Predicate + 1, "by");

    /// <summary>A message at rest reports by a plain past as well, but a list of findings doesn't.</summary>
    private static bool IsReportedHere(MessageReading message, Clause clause) =>
        message.Calls.Count == 0 && (clause.Form == Form.Sentence || clause.Lead?.Accomplishment is { Mood: Mood.Asserted });

    /// <summary>"When a request comes in, a session is created": so it goes each time.</summary>
    private static bool IsHabit(IReadOnlyList<Clause> clauses, Clause clause, Accomplishment found) =>
        clause.WordIsAny(found.Predicate - 1, "is", "are") && !clause.Words[found.Predicate].Is(Sense.Done)
        && clauses.Any(other => other.Sentence == clause.Sentence && other.WordIsAny(0, "when", "if", "whenever", "once"));

    private static int ContentWords(Clause clause) => clause.Words.Count(word => word.Opaque || !word.Is(Sense.Stop | Sense.Done | Sense.Made | Sense.Adverb));

    private static bool IsBare(Clause clause) =>
        ContentWords(clause) == 0 && !clause.Has(Sense.Made) && clause.WordIsAny(clause.Words.Length - 1, "done", "completed", "complete", "finished", "fixed", "resolved");

    /// <summary>A bare "Done." says what was done in the next sentence, or else in the files that were written for it.</summary>
    private static string? FromContext(IReadOnlyList<Clause> clauses, int i, ImmutableArray<string> written)
    {
        if (i + 1 < clauses.Count && clauses[i + 1] is { Form: Form.Sentence, IsLeadIn: false, IsQuestion: false, Accomplishment: null } next && !next.WordIsAny(0, Openers) && next.Words.Length > 3)
            return next.Phrase;
        if (clauses.Skip(i + 1).Any(later => later.Accomplishment is { Mood: Mood.Asserted }))
            return null;
        return written.IsEmpty ? clauses[i].Phrase : $"Done: {string.Join(", ", written)}";
    }

    private static bool IsCheckRemark(Clause clause) =>
        (clause.Words.Any(word => clause.WordIsAnyOf(word, CheckNouns)) || clause.Words.All(word => word.Is(Sense.Stop | Sense.Adverb) || clause.WordIsAnyOf(word, Remarks) || char.IsAsciiDigit(clause.TextOf(word)[0]))) && clause.Words.Any(word => clause.WordIsAnyOf(word, Remarks)) && clause.Words.All(word => word.Opaque || !word.Is(Sense.Made));

    /// <summary>Whether what a line introduces is done: "I've added:", "Here's what was done:".</summary>
    private static bool IsAccomplished(Clause lead) => lead.IsLeadIn
        && ((lead.Accomplishment is { Mood: Mood.Asserted } && ContentWords(lead) == 0) || (lead.Contains("what ") && lead.Has(Sense.Done | Sense.Made) && !lead.Has(Sense.Future)));

    private static string Verb(Clause lead)
    {
        var at = lead.IndexOf(Sense.Made | Sense.Done);
        var verb = at < 0 ? "done" : lead.TextOf(lead.Words[at]).ToString();
        return char.ToUpperInvariant(verb[0]) + verb[1..];
    }
}
