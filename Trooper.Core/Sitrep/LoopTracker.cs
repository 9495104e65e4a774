using System.Collections.Immutable;
using Trooper.Core.Conversations;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Follows what is broken, missing or waiting until something says that it is settled; then it moves to the resolved ones.</summary>
internal sealed record LoopTracker
{
    public static readonly LoopTracker Empty = new();

    private const int MostOpen = 16;
    private const int MostResolved = 16;

    /// <summary>After so many messages the work has gone on without it.</summary>
    private const int PassingLasts = 16;

    /// <summary>A user's message opens this many at most: a long brief describes one problem in many sentences.</summary>
    private const int MostFromUser = 1;

    /// <summary>So begins what is said of the same thing still.</summary>
    private static readonly string[] GoingOn = ["then", "so", "instead", "still", "but"];

    public ImmutableArray<Loop> Open { get => field.OrEmpty(); init; }
    public ImmutableArray<ResolvedLoop> Resolved { get => field.OrEmpty(); init; }

    /// <summary>The last message with which the assistant gave the word back to the user.</summary>
    public int RestedAt { get; init; }

    /// <summary>The last message with which the assistant came to rest, and not with a question.</summary>
    public int AnsweredAt { get; init; }

    /// <summary>The last message with which the user reported a problem, or took one up.</summary>
    public int ReportedAt { get; init; }

    /// <summary>Something other than reading was done since the user last spoke.</summary>
    public bool Tried { get; init; }

    public LoopTracker Fold(MessageReading message) => message.IsAssistant ? Hear(message) : message.Role == Role.User && message.Text.Length > 0 ? HearUser(message) : this;

    private LoopTracker HearUser(MessageReading message)
    {
        var feedback = message.Feedback;
        var next = Take(feedback, message.Index) with { Tried = false };
        foreach (var (clause, signal) in message.Signals)
            if (signal is LoopSignal.Settled)
                next = next.Settle(clause, message);
        if (UserReply.ReportsDone(message))
            next = next.Close(loop => loop.Kind == LoopKind.Waiting && loop.Opened == RestedAt, message.Index);
        var problems = UserProblems.Read(message).Take(MostFromUser).ToList();
        if (problems.Count == 0 && message.Request is { Strength: Strength.Clear } && !message.Clauses[0].WordIsAny(0, GoingOn))
            next = next.Close(loop => loop.Kind == LoopKind.Reported && loop.Opened < RestedAt, message.Index);
        // What goes on is named already.
        if (feedback == Feedback.Persisting && next.Open.Any(loop => loop.Kind == LoopKind.Reported))
            return next with { ReportedAt = message.Index };
        var taken = next.TakeUp(message);
        // Where the user tells the cause of what the assistant met, and what to do, that is no problem of its own.
        if (taken != next && message.Request is not null)
            return problems.Count > 0 || UserReply.AsksWhy(message) ? taken with { ReportedAt = message.Index } : taken;
        foreach (var text in problems)
            next = taken.Add(new(text, message.Index, LoopKind.Reported)) with { ReportedAt = message.Index };
        return next == this || problems.Count > 0 ? next : taken;
    }

    /// <summary>What the assistant left open when it last came to rest, and the user now gives an order about, is from here on like a problem of the user's own.</summary>
    private LoopTracker TakeUp(MessageReading message)
    {
        if (RestedAt == 0 || UserReply.Defers(message))
            return this;
        var (refersBack, orders) = (UserReply.RefersBack(message), UserReply.Orders(message));
        var next = this;
        for (var i = 0; i < Open.Length; i++)
            if (Open[i].Opened == RestedAt && Open[i].Kind != LoopKind.Reported && (refersBack || (orders && Open[i].Kind == LoopKind.Trouble)))
                next = next with { Open = next.Open.SetItem(i, Open[i] with { Kind = LoopKind.Reported }) };
        return next;
    }

    /// <summary>Praise settles what was answered, a cure whatever was wrong; what goes on was settled too soon.</summary>
    private LoopTracker Take(Feedback feedback, int index) => feedback switch
    {
        Feedback.Pleased => Close(loop => loop.Kind != LoopKind.Waiting && loop.Opened < AnsweredAt, index),
        Feedback.Cured => Close(loop => loop.Kind != LoopKind.Waiting && loop.Opened < index, index),
        Feedback.Persisting => Reopen(),
        _ => this,
    };

    private LoopTracker Reopen()
    {
        var next = this;
        foreach (var loop in Resolved)
            if (loop.Resolved == RestedAt && RestedAt > 0)
                next = next with { Resolved = next.Resolved.Remove(loop), Open = next.Open.Push(new(loop.Text, loop.Opened, LoopKind.Reported), MostOpen) };
        return next;
    }

    private LoopTracker Hear(MessageReading message)
    {
        var next = Restate(message).Forget(message.Index);
        var signals = message.Signals;
        foreach (var (clause, signal) in signals)
            if (signal is LoopSignal.Settled)
                next = next.Settle(clause, message);
        if (signals.Any(said => said.Signal == LoopSignal.NothingLeft))
            next = next.Close(loop => loop.Opened < message.Index, message.Index);
        var succeeded = signals.Any(said => said.Signal is LoopSignal.Settled or LoopSignal.AllSettled);
        if (signals.Any(said => said.Signal == LoopSignal.AllSettled) || StageSignals.HandsIn(message))
            next = next.Close(loop => loop.Kind != LoopKind.Waiting && loop.Opened < message.Index, message.Index);
        else if (succeeded)
            next = next.Close(loop => loop.Opened < message.Index && (loop.Kind == LoopKind.Passing || (loop.Kind == LoopKind.Reported && AssistantReport.IsRest(message))), message.Index);
        foreach (var (loop, isRepaired) in AssistantReport.NewLoops(message, IsDiagnosed))
            next = isRepaired ? next.Resolve(loop, message.Index) : next.Add(loop);
        if (message.Calls.Count > 0)
            return next with { Tried = Tried || message.Calls.Any(AssistantReport.IsAttempt) };
        return next with { RestedAt = message.Index, AnsweredAt = StageSignals.LastIsQuestion(message) ? AnsweredAt : message.Index };
    }

    /// <summary>What an assistant finds wrong in answer to a user's complaint, before it has tried anything, is its cause, not one more.</summary>
    private bool IsDiagnosed => !Tried && ReportedAt >= RestedAt && Open.Any(loop => loop.Kind == LoopKind.Reported);

    /// <summary>Where the assistant says the user's problem in its own words, these stay: they name what "this" was.</summary>
    private LoopTracker Restate(MessageReading message) =>
        Open is [.., { Kind: LoopKind.Reported } last] && last.Opened == message.Index - 1 && RequestReader.Restated(message) is { } text ? this with { Open = Open.SetItem(Open.Length - 1, new(text, last.Opened, last.Kind)) } : this;

    private LoopTracker Forget(int index)
    {
        var kept = Open.RemoveAll(loop => loop.Kind == LoopKind.Passing && loop.Opened < index - PassingLasts);
        return kept.Length < Open.Length ? this with { Open = kept } : this;
    }

    private LoopTracker Add(Loop loop)
    {
        for (var i = 0; i < Open.Length; i++)
            if (loop.IsAbout(Open[i]))
                return this with { Open = Open.SetItem(i, new(Open[i].Text.Length >= loop.Text.Length ? Open[i].Text : loop.Text, Open[i].Opened, loop.Kind)) };
        return this with { Open = Open.Push(loop, MostOpen) };
    }

    /// <summary>Settles what the clause's sentence speaks of: in "the menu opens again, so that's fixed" the first half names it.</summary>
    private LoopTracker Settle(Clause clause, MessageReading message)
    {
        var said = Stems.Of(clause.Phrase);
        var sentence = message.Clauses.TakeWhile(other => !ReferenceEquals(other, clause)).Where(other => other.Sentence == clause.Sentence && !other.IsSubordinate).Append(clause).ToList();
        var stems = sentence.Exists(other => other.Has(Sense.Trouble | Sense.Negation)) ? said : Stems.Of(string.Join(' ', sentence.Select(other => other.Phrase)));
        return Close(loop => loop.Opened < message.Index && (loop.Stems.Shared(stems) >= 2 || loop.Stems.Overlap(said) >= 0.5), message.Index);
    }

    private LoopTracker Close(Func<Loop, bool> isSettled, int index)
    {
        var next = this;
        foreach (var loop in Open)
            if (isSettled(loop))
                next = (next with { Open = next.Open.Remove(loop) }).Resolve(loop, index);
        return next;
    }

    private LoopTracker Resolve(Loop loop, int index) => this with { Resolved = Resolved.Push(new(loop.Text, loop.Opened, index), MostResolved) };
}
