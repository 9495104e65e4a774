using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>
/// Something unresolved. <paramref name="Kind"/> says what settles it: see <see cref="LoopKind"/>.
/// </summary>
internal sealed record Loop(string Text, int Opened, LoopKind Kind)
{
    [JsonIgnore]
    public Stems Stems => field ??= Stems.Of(Text);

    /// <summary>What the loop is said of: the words before its verb.</summary>
    [JsonIgnore]
    public Stems Subject => field ??= Stems.Of(Text.AsSpan(0, WordReader.Read(Text).FirstOrDefault(word => word.Is(Sense.Auxiliary)).Start));

    public bool IsAbout(Loop other) =>
        (Stems.Shared(other.Stems) >= 2 && Stems.Overlap(other.Stems) >= 0.5) || (Subject.Count > 0 && Subject.CoveredBy(other.Subject) == 1);
}

[JsonConverter(typeof(JsonStringEnumConverter<LoopKind>))]
internal enum LoopKind
{
    /// <summary>Something is wrong. A general success settles it.</summary>
    Trouble,

    /// <summary>Something went wrong in the course of work, and the work goes on: the next success settles it.</summary>
    Passing,

    /// <summary>A user reported it: settled when the assistant comes to rest with a success, or when the user goes on to something else.</summary>
    Reported,

    /// <summary>It waits for someone or for its turn: only what speaks of it settles it.</summary>
    Waiting,
}

internal sealed record ResolvedLoop(string Text, int Opened, int Resolved);

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

    /// <summary>To have found out more is no end of a problem.</summary>
    private static readonly string[] Findings = ["reproduced", "confirmed", "verified", "validated", "recorded", "documented", "narrowed", "isolated", "reviewed"];

    /// <summary>So begins what is said of the same thing still.</summary>
    private static readonly string[] GoingOn = ["then", "so", "instead", "still", "but"];

    public ImmutableArray<Loop> Open { get => field.OrEmpty(); init; }
    public ImmutableArray<ResolvedLoop> Resolved { get => field.OrEmpty(); init; }

    /// <summary>The last message with which the assistant gave the word back to the user.</summary>
    public int RestedAt { get; init; }

    public LoopTracker Fold(MessageReading message) => message.IsAssistant ? Hear(message) : message.IsUserProse ? HearUser(message) : this;

    private LoopTracker HearUser(MessageReading message)
    {
        var next = this;
        var problems = UserProblems.Read(message).Take(MostFromUser).ToList();
        if (problems.Count == 0 && message.Request is { Strength: Strength.Clear } && !message.Clauses[0].WordIsAny(0, GoingOn))
            next = next.Close(loop => loop.Kind == LoopKind.Reported && loop.Opened < RestedAt, message.Index);
        foreach (var text in problems)
            next = next.Add(new(text, message.Index, LoopKind.Reported));
        return next;
    }

    private LoopTracker Hear(MessageReading message)
    {
        var next = Restate(message).Forget(message.Index);
        var isWorking = message.Calls.Count > 0 || message.Clauses.Any(IsPlan);
        var signals = message.Signals;
        foreach (var (clause, signal) in signals)
            if (signal is LoopSignal.Settled)
                next = next.Settle(clause, message.Index);
        var succeeded = signals.Any(said => said.Signal is LoopSignal.Settled or LoopSignal.AllSettled);
        if (signals.Any(said => said.Signal == LoopSignal.AllSettled) || StageSignals.HandsIn(message))
            next = next.Close(loop => loop.Kind != LoopKind.Waiting && loop.Opened < message.Index, message.Index);
        else if (succeeded)
            next = next.Close(loop => loop.Opened < message.Index && (loop.Kind == LoopKind.Passing || (loop.Kind == LoopKind.Reported && IsRest(message, signals))), message.Index);
        foreach (var (clause, signal) in signals)
            if (signal is LoopSignal.Trouble or LoopSignal.Waiting && !(signal == LoopSignal.Trouble && next.IsDiagnosed(message)) && Subject(clause, message) is { } text)
                next = next.Add(new(text, message.Index, signal == LoopSignal.Waiting ? LoopKind.Waiting : isWorking ? LoopKind.Passing : LoopKind.Trouble));
        return message.Calls.Count > 0 ? next : next with { RestedAt = message.Index };
    }

    /// <summary>What an assistant finds wrong in answer to a user's complaint is its cause, not one more.</summary>
    private bool IsDiagnosed(MessageReading message) => message.Calls.Count == 0 && Open is [.., { Kind: LoopKind.Reported } last] && last.Opened == message.Index - 1;

    private static bool IsRest(MessageReading message, IReadOnlyList<(Clause Clause, LoopSignal Signal)> signals) =>
        message.Calls.Count == 0 && !StageSignals.LastIsQuestion(message) && signals.All(said => said.Signal != LoopSignal.Trouble)
        && message.Clauses.Any(clause => clause.Accomplishment is { Mood: Mood.Asserted } done && !clause.WordIsAny(done.Predicate, Findings));

    private static bool IsPlan(Clause clause) => clause.WordIsAny(0, "i'll", "let", "let's", "rolling", "trying", "retrying") || (clause.WordIs(0, "i") && clause.WordIs(1, "will"));

    /// <summary>What a pronoun stands for is in the statement before it; where there is none, the loop has no name.</summary>
    private static string? Subject(Clause clause, MessageReading message)
    {
        if (clause.HasPronounSubject)
            return message.Clauses.FirstOrDefault(other => other.Sentence == clause.Sentence && !other.IsSubordinate) is { Words.Length: > 2 } first && !first.Words.Any(word => first.WordIsAnyOf(word, "it")) && !ReferenceEquals(first, clause) ? PhraseText.Shorten($"{first.Phrase}, {clause.Phrase}") : null;
        var next = message.Clauses.SkipWhile(other => !ReferenceEquals(other, clause)).Skip(1).FirstOrDefault();
        // "… is written, but not deployed": the subject stands with the first verb.
        if (clause.Words.Length <= 3 && clause.Phrase.StartsWith("not ", StringComparison.OrdinalIgnoreCase) && message.Clauses.First(other => other.Sentence == clause.Sentence) is { } subject && !ReferenceEquals(subject, clause))
            return PhraseText.Shorten($"{subject.Phrase}, {clause.Phrase}");
        // "I'm stuck" says nothing without its reason.
        if (clause.WordIsAny(0, "i'm", "we're") && clause.Words.Length < 6)
            return next?.Sentence == clause.Sentence ? PhraseText.Shorten($"{clause.Phrase}: {next.Phrase}") : null;
        return next is null || clause.Words.Length > 3 || !clause.Has(Sense.TroubleNoun) ? clause.Phrase : PhraseText.Shorten($"{clause.Phrase}: {next.Phrase}");
    }

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

    private LoopTracker Settle(Clause clause, int index)
    {
        var stems = Stems.Of(clause.Phrase);
        return Close(loop => loop.Opened < index && (loop.Stems.Shared(stems) >= 2 || loop.Stems.Overlap(stems) >= 0.5), index);
    }

    private LoopTracker Close(Func<Loop, bool> isSettled, int index)
    {
        var next = this;
        foreach (var loop in Open)
            if (isSettled(loop))
                next = next with { Open = next.Open.Remove(loop), Resolved = next.Resolved.Push(new(loop.Text, loop.Opened, index), MostResolved) };
        return next;
    }
}
