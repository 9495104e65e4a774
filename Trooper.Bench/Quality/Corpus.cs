using System.Text.Json;

namespace Trooper.Bench.Quality;

/// <summary>A prompt that readers labelled <c>simple</c> or <c>complex</c>; of a borderline one careful readers would differ.</summary>
internal sealed record LabelledPrompt(string Id, string Text, string? Label, bool Borderline, string? Tag);

internal sealed record LabelledTranscript(string Id, IReadOnlyList<JsonElement> Messages, TranscriptLabels? Labels);

internal sealed record TranscriptLabels
{
    public string Intent { get; init; } = "";
    public string Stage { get; init; } = "";
    public IReadOnlyList<LabelledStep> CompletedSteps { get; init; } = [];
    public IReadOnlyList<LabelledPhrase> OptionalSteps { get; init; } = [];
    public IReadOnlyList<LabelledPhrase> OpenLoops { get; init; } = [];
    public IReadOnlyList<LabelledPhrase> ResolvedLoops { get; init; } = [];
    public IReadOnlyList<LabelledPhrase> Decisions { get; init; } = [];
    public IReadOnlyList<LabelledPhrase> Constraints { get; init; } = [];
    public IReadOnlyList<LabelledPhrase> RuledOut { get; init; } = [];
    public IReadOnlyList<string> Entities { get; init; } = [];
}

/// <summary>A step of kind <c>list</c> (the agent's own task list) or <c>prose</c>. A core one is reported with one of the words that always count.</summary>
internal sealed record LabelledStep(string Text, int Index, string Kind, bool Core, IReadOnlyList<int>? AlsoAt);

/// <summary>A phrase with other wordings of it. One that is optional is neither missed nor held against a prediction.</summary>
internal sealed record LabelledPhrase(string Text, int? Index, IReadOnlyList<string>? Alt, bool Optional)
{
    public IEnumerable<string> Wordings => [Text, .. Alt ?? []];
}

/// <summary>Questions about a transcript whose answers, verbatim, should survive compaction.</summary>
internal sealed record LabelledRetention(string Id, int Tokens, IReadOnlyList<RetentionQuestion> Questions);

internal sealed record RetentionQuestion(string Question, string Answer, string Position, string Where);
