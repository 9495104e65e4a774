using System.Buffers;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

internal enum LoopSignal
{
    None,
    Trouble,
    Waiting,
    Settled,
    AllSettled,

    /// <summary>Nothing is left, not even what waited for others.</summary>
    NothingLeft,
}

/// <summary>Tells whether a clause opens a loop, settles one, or settles all that a success can settle.</summary>
internal static class LoopSignals
{
    private const int MostWords = 40;
    private const int MostWordsOfSuccess = 9;

    private static readonly SearchValues<string> LeftOver = SearchValues.Create(
        ["remaining", "to do", "todo", "still open", "outstanding", "known issue", "not done", "left to", "unresolved"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Findings = SearchValues.Create(
        ["findings", "problems", "issues", "defects", "violations", "concerns", "gaps", "open questions", "open points"], StringComparison.OrdinalIgnoreCase);

    /// <summary>What a general success may name: none of them is one thing among others.</summary>
    private static readonly string[] General =
        ["tests", "test", "task", "fix", "everything", "unit", "integration", "lint", "suite", "checks", "full", "issues", "issue", "bug", "problem", "build", "perfect"];

    private static readonly string[] Cures = ["resolves", "fixes", "solves", "cures", "cured", "solved", "unblocks", "unblocked", "repairs", "corrects"];

    public static LoopSignal Read(Clause clause, bool fromAssistant, bool atRest = true)
    {
        if (clause.IsQuestion || clause.WordIs(0, "either") || clause.Form is Form.Heading or Form.NestedItem || clause.IsLeadIn || clause.Words.Length > MostWords)
            return LoopSignal.None;
        if (clause.Mark == Mark.Crossed)
            return LoopSignal.Trouble;
        if (fromAssistant && clause.Form == Form.Item && IsLeftOver(clause.Lead))
            return clause.Words.Length > 1 ? LoopSignal.Waiting : LoopSignal.None;
        if (fromAssistant && atRest && clause.Form == Form.Item && IsFindings(clause.Lead) && clause.Accomplishment is not { Mood: Mood.Asserted })
            return LoopSignal.Trouble;
        if (fromAssistant && atRest && Remainder.IsCountdown(clause))
            return LoopSignal.Waiting;
        if (fromAssistant && Remainder.IsNothing(clause))
            return LoopSignal.NothingLeft;
        if (fromAssistant && IsGeneralSuccess(clause))
            return LoopSignal.AllSettled;
        switch (clause.Accomplishment)
        {
            case { Mood: Mood.Asserted }:
                return LoopSignal.Settled;
            case { Mood: Mood.Negated } negated when clause.Words[negated.Predicate].Is(Sense.Done):
                return clause.WordIs(0, "so") || clause.WordIsAny(negated.Predicate + 1, "anything", "any") ? LoopSignal.None : LoopSignal.Waiting;
            case { Mood: Mood.Negated } when clause.Has(Sense.Hedge):
                return LoopSignal.Trouble;
            case { Mood: Mood.Negated } negated when IsStillMissing(clause, negated.Predicate) || IsNotYet(clause, negated.Predicate):
                return LoopSignal.Waiting;
        }
        // A plan's item tells what to do, and why.
        if (fromAssistant && clause.Form == Form.Item && clause.Words[0].Is(Sense.Task))
            return LoopSignal.None;
        var settled = clause.IndexOf(Sense.Settled);
        if (settled >= 0 && !(settled == 0 && clause.WordIs(0, "back")) && clause.At(settled) == Mood.Asserted && !clause.Has(Sense.Trouble) && !clause.WordIs(0, "there's"))
            return LoopSignal.Settled;
        if (fromAssistant && Repairs(clause))
            return LoopSignal.Settled;
        var trouble = TroubleReader.Read(clause, fromAssistant);
        if (trouble != LoopSignal.None)
            return trouble;
        if (fromAssistant && atRest && Remainder.IsSaid(clause))
            return LoopSignal.Waiting;
        return WellBeing.IsSaid(clause) ? LoopSignal.Settled : LoopSignal.None;
    }

    /// <summary>"The index is not created", "it wasn't tested yet": a state, where "I have not changed it" tells of restraint.</summary>
    private static bool IsStillMissing(Clause clause, int predicate)
    {
        if (clause.IndexOf(Sense.Negation) is >= 0 and var none && clause.WordIsAny(none, "nothing", "none", "nobody", "no"))
            return false;
        for (var i = 0; i < clause.Words.Length; i++)
            if (clause.WordIsAny(i, "yet", "still") || (i > 0 && i < predicate && clause.WordIsAny(i, "is", "are", "isn't", "aren't")))
                return !clause.WordIsAny(0, "i", "we");
        return false;
    }

    /// <summary>"The job has not been resumed": somebody will have to.</summary>
    private static bool IsNotYet(Clause clause, int predicate) =>
        clause.WordIs(predicate - 1, "been") && !clause.WordIsAny(0, "i", "we", "nothing", "none", "no") && !clause.WordIsAny(predicate, "changed", "modified", "touched", "altered");

    /// <summary>"That resolves the import cycle", "the restart cured it".</summary>
    private static bool Repairs(Clause clause)
    {
        for (var i = 1; i < clause.Words.Length - 1; i++)
            if (clause.WordIsAny(i, Cures) && clause.At(i) == Mood.Asserted)
                return true;
        return false;
    }

    /// <summary>"Remaining:", "Known issues": what stands below is not done.</summary>
    private static bool IsLeftOver(Clause? lead) => lead is { Words.Length: <= 8 } && lead.ContainsAny(LeftOver);

    /// <summary>"Findings:", "Two problems remain": each entry below is one.</summary>
    private static bool IsFindings(Clause? lead) => lead is { IsLeadIn: true, Words.Length: <= 8, Accomplishment: null } && lead.ContainsAny(Findings) && !lead.Has(Sense.Negation | Sense.Settled);

    /// <summary>"Done.", "All tests pass", "The fix works": says nothing of one thing, and so settles whatever was in the way.</summary>
    private static bool IsGeneralSuccess(Clause clause)
    {
        var settled = clause.IndexOf(Sense.Settled);
        // "Both are fixed: …" is general before the colon.
        var colon = clause.Text.IndexOf(": ", StringComparison.Ordinal);
        var said = colon < 0 ? clause.Words : [.. clause.Words.TakeWhile(word => word.End <= colon)];
        return settled >= 0 && settled < said.Length && said.Length <= MostWordsOfSuccess && clause.At(settled) is Mood.Asserted or Mood.Hedged
            && said.All(word => !word.Opaque && (word.Is(Sense.Stop | Sense.Settled | Sense.Adverb | Sense.Done | Sense.Hedge) || clause.WordIsAnyOf(word, General)));
    }
}
