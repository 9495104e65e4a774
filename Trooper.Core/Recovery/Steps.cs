namespace Trooper.Core.Recovery;

/// <summary>Something that was accomplished. <paramref name="Source"/> is <c>list</c>, <c>prose</c> or <c>tool</c>; <paramref name="Turn"/> the message that establishes it.</summary>
public sealed record CompletedStep(string Text, string Source, int Turn, DateTimeOffset At);

/// <summary>Something planned and not done. <paramref name="Status"/> is <c>pending</c> or <c>in_progress</c>.</summary>
public sealed record PendingStep(string Text, string Status, string Source, int Turn);

/// <summary>
/// A tool call whose effect matters to whoever takes over. <paramref name="Outcome"/> is <c>open</c>, <c>failed</c> or <c>ok</c>;
/// <paramref name="Repeat"/> says what a repeat would do: <c>read_only</c>, <c>idempotent</c> or <c>dangerous</c>.
/// </summary>
public sealed record ToolStep(string CallId, string Name, string Summary, int Turn, DateTimeOffset At, string Outcome, string Repeat, string? Error = null);
