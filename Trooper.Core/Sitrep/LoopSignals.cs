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
}

/// <summary>Tells whether a clause opens a loop, settles one, or settles all that a success can settle.</summary>
internal static class LoopSignals
{
    private const int MostWords = 40;
    private const int MostWordsOfSuccess = 9;

    private static readonly SearchValues<string> LeftOver = SearchValues.Create(
        ["remaining", "to do", "todo", "still open", "outstanding", "known issue", "not done", "left to", "unresolved"], StringComparison.OrdinalIgnoreCase);

    /// <summary>What a general success may name: none of them is one thing among others.</summary>
    private static readonly string[] General =
        ["tests", "test", "task", "fix", "everything", "unit", "integration", "lint", "suite", "checks", "full", "issues", "issue", "bug", "problem", "build", "perfect"];

    private static readonly string[] Cures = ["resolves", "fixes", "solves", "cures", "cured", "solved", "unblocks", "unblocked", "repairs", "corrects"];

    public static LoopSignal Read(Clause clause, bool fromAssistant)
    {
        if (clause.IsQuestion || clause.Form is Form.Heading or Form.NestedItem || clause.IsLeadIn || clause.Words.Length > MostWords)
            return LoopSignal.None;
        if (clause.Mark == Mark.Crossed)
            return LoopSignal.Trouble;
        if (fromAssistant && clause.Form == Form.Item && IsLeftOver(clause.Lead))
            return clause.Words.Length > 1 ? LoopSignal.Waiting : LoopSignal.None;
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
        var settled = clause.IndexOf(Sense.Settled);
        if (settled >= 0 && clause.At(settled) == Mood.Asserted && !clause.Has(Sense.Trouble) && !clause.WordIs(0, "there's"))
            return LoopSignal.Settled;
        if (fromAssistant && Repairs(clause))
            return LoopSignal.Settled;
        return TroubleReader.Read(clause, fromAssistant);
    }

    /// <summary>"The index is not created", "it wasn't tested yet": a state, where "I have not changed it" tells of restraint.</summary>
    private static bool IsStillMissing(Clause clause, int predicate)
    {
        for (var i = 0; i < clause.Words.Length; i++)
            if (clause.WordIsAny(i, "yet", "still") || (i > 0 && i < predicate && clause.WordIsAny(i, "is", "are", "isn't", "aren't")))
                return !clause.WordIsAny(0, "i", "we", "nothing", "none");
        return false;
    }

    /// <summary>"The job has not been resumed": somebody will have to.</summary>
    private static bool IsNotYet(Clause clause, int predicate) =>
        clause.WordIs(predicate - 1, "been") && !clause.WordIsAny(0, "i", "we", "nothing", "none", "no");

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

    /// <summary>"Done.", "All tests pass", "The fix works": says nothing of one thing, and so settles whatever was in the way.</summary>
    private static bool IsGeneralSuccess(Clause clause)
    {
        var settled = clause.IndexOf(Sense.Settled);
        return settled >= 0 && clause.Words.Length <= MostWordsOfSuccess && clause.At(settled) is Mood.Asserted or Mood.Hedged
            && clause.Words.All(word => !word.Opaque && (word.Is(Sense.Stop | Sense.Settled | Sense.Adverb | Sense.Done | Sense.Hedge) || clause.WordIsAnyOf(word, General)));
    }
}
