using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Something unresolved. <paramref name="Waits"/>: it waits for someone or for its turn, so that a general success doesn't settle it.</summary>
internal sealed record Loop(string Text, int Opened, bool Waits, bool FromUser)
{
    [JsonIgnore]
    public Stems Stems => field ??= Stems.Of(Text);
}

internal sealed record ResolvedLoop(string Text, int Opened, int Resolved);

/// <summary>Follows what is broken, missing or waiting until something says that it is settled; then it moves to the resolved ones.</summary>
internal sealed record LoopTracker
{
    public static readonly LoopTracker Empty = new();

    private const int MostOpen = 16;
    private const int MostResolved = 16;

    public ImmutableArray<Loop> Open { get => field.OrEmpty(); init; }
    public ImmutableArray<ResolvedLoop> Resolved { get => field.OrEmpty(); init; }

    public LoopTracker Fold(MessageReading message)
    {
        var next = this;
        foreach (var clause in message.Clauses)
            next = LoopSignals.Read(clause, message) switch
            {
                LoopSignal.Trouble => next.Add(clause, message, waits: false),
                LoopSignal.Waiting => next.Add(clause, message, waits: true),
                LoopSignal.Settled when message.IsAssistant => next.Settle(clause, message.Index),
                LoopSignal.AllSettled when message.IsAssistant => next.SettleAll(message),
                _ => next,
            };
        return next;
    }

    private LoopTracker Add(Clause clause, MessageReading message, bool waits)
    {
        var loop = new Loop(clause.Phrase, message.Index, waits, !message.IsAssistant);
        for (var i = 0; i < Open.Length; i++)
            if (Open[i].Stems.Shared(loop.Stems) >= 2 && Open[i].Stems.Overlap(loop.Stems) >= 0.5)
                return this with { Open = Open.SetItem(i, Open[i].Text.Length >= loop.Text.Length ? Open[i] : loop with { Opened = Open[i].Opened }) };
        return this with { Open = Open.Push(loop, MostOpen) };
    }

    private LoopTracker Settle(Clause clause, int index)
    {
        var stems = Stems.Of(clause.Phrase);
        return Close(loop => loop.Stems.Shared(stems) >= 2 || loop.Stems.Overlap(stems) >= 0.5, index);
    }

    private LoopTracker SettleAll(MessageReading message) => Close(loop => !loop.Waits && loop.Opened < message.Index, message.Index);

    private LoopTracker Close(Func<Loop, bool> isSettled, int index)
    {
        var next = this;
        foreach (var loop in Open)
            if (isSettled(loop))
                next = next with { Open = next.Open.Remove(loop), Resolved = next.Resolved.Push(new(loop.Text, loop.Opened, index), MostResolved) };
        return next;
    }
}
