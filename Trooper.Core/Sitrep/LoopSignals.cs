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
    public static LoopSignal Read(Clause clause, MessageReading message)
    {
        if (clause.IsQuestion || clause.Form is Form.Heading or Form.NestedItem || clause.IsLeadIn || clause.Words.Length > 40)
            return LoopSignal.None;
        if (message.IsAssistant && IsGeneralSuccess(clause))
            return LoopSignal.AllSettled;
        if (Accomplishment.Find(clause) is { } accomplishment)
        {
            if (accomplishment.Mood == Mood.Asserted)
                return LoopSignal.Settled;
            if (accomplishment.Mood == Mood.Negated && clause.Words[accomplishment.Predicate].Is(Sense.Done))
                return LoopSignal.Waiting;
        }
        var settled = clause.IndexOf(Sense.Settled);
        if (settled >= 0 && clause.At(settled) == Mood.Asserted)
            return LoopSignal.Settled;
        return Trouble(clause);
    }

    private static LoopSignal Trouble(Clause clause)
    {
        var waiting = clause.IndexOf(Sense.Waiting);
        if (waiting >= 0 && clause.At(waiting) is Mood.Asserted or Mood.Hedged)
            return LoopSignal.Waiting;
        var trouble = clause.IndexOf(Sense.Trouble);
        if (trouble < 0)
            return LoopSignal.None;
        return clause.At(trouble) switch
        {
            Mood.Asserted or Mood.Hedged => LoopSignal.Trouble,
            Mood.Negated => LoopSignal.Settled,
            _ => LoopSignal.None,
        };
    }

    private static bool IsGeneralSuccess(Clause clause) =>
        clause.Words.Length <= 6 && Accomplishment.Find(clause) is { Mood: Mood.Asserted }
        && (clause.WordIsAny(0, "all", "done", "everything", "completed", "finished") || clause.Contains("task") || clause.Contains("fix"));
}
