using System.Collections.Immutable;
using Trooper.Core.Sitrep;

namespace Trooper.Core.Recovery;

/// <summary>Keeps the tool calls whose effect is in doubt: those without a result, and those that failed and were not repeated with success.</summary>
internal sealed record ToolCallTracker
{
    public static readonly ToolCallTracker Empty = new();

    private const int MostOpen = 32;
    private const int MostFailed = 12;

    public ImmutableArray<ToolStep> Open { get => field.OrEmpty(); init; }
    public ImmutableArray<ToolStep> Failed { get => field.OrEmpty(); init; }

    /// <summary>The files that were written since the user last spoke.</summary>
    public ImmutableArray<string> Written { get => field.OrEmpty(); init; }

    public IEnumerable<ToolStep> Steps => Failed.Concat(Open).OrderBy(step => step.Turn);

    /// <summary>The latest call failed, and nothing has succeeded since.</summary>
    public bool LastFailed { get; init; }

    public ToolCallTracker Fold(MessageReading message)
    {
        var next = message.IsUserProse && Written.Length > 0 ? this with { Written = [] } : this;
        foreach (var result in message.Results)
            next = next.Close(result.CallId, ToolFailure.Find(result));
        // The list itself is followed elsewhere: whether it was written says nothing of the work.
        foreach (var call in message.Calls)
            if (TaskListCalls.Read(call) is null)
                next = next.Begin(call, message);
        return next;
    }

    private ToolCallTracker Begin(ReadCall call, MessageReading message)
    {
        var repeat = RepeatSafety.Of(call);
        var step = new ToolStep(call.Id, call.Name, call.Summary, message.Index, message.At, "open", repeat);
        var written = repeat != RepeatSafety.ReadOnly && call.File is { } file ? Written.PushPhrase(Path.GetFileName(file), 8) : Written;
        return this with { Open = Open.Push(step, MostOpen), Written = written };
    }

    private ToolCallTracker Close(string callId, string? error)
    {
        var at = Open.Length - 1;
        while (at >= 0 && Open[at].CallId != callId)
            at--;
        if (at < 0)
            return this;
        var step = Open[at];
        // A repeat settles what its earlier attempt left in doubt, one way or the other.
        var others = Failed.RemoveAll(failed => failed.Name == step.Name && failed.Summary == step.Summary);
        return this with
        {
            Open = Open.RemoveAt(at),
            Failed = error is null ? others : others.Push(step with { Outcome = "failed", Error = error }, MostFailed),
            LastFailed = error is not null,
        };
    }
}
