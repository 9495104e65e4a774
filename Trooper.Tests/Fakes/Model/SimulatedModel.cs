using System.Text.RegularExpressions;

namespace Trooper.Tests.Fakes.Model;

/// <summary>
/// Answers from nothing but what reached it, so that a test can tell from the answer what came along.
/// </summary>
internal static partial class SimulatedModel
{
    public static Answer Answer(Prompt prompt, string name)
    {
        var answer = Continued(Limited(Decide(prompt, name), prompt), prompt);
        return prompt.WantsThinking ? answer with { Thinking = $"Considering: {prompt.LastUserText}" } : answer;
    }

    private static Answer Decide(Prompt prompt, string name)
    {
        var results = ToolTalk.PendingResults(prompt);
        if (results.Count > 0)
        {
            return Say($"tool said: {string.Join(" | ", results)}");
        }

        var calls = ToolTalk.RequestedCalls(prompt);
        if (calls.Count > 0)
        {
            return new Answer { Calls = calls, Stop = StopCause.Tool };
        }

        return Say(prompt.WantsJson ? SchemaSample.Json(prompt.Schema) : Reply(prompt, name));
    }

    private static Answer Say(string text) => new() { Deltas = Pieces.Of(text) };

    private static string Reply(Prompt prompt, string name)
    {
        var asked = prompt.LastUserText;
        return asked switch
        {
            _ when AsksName().IsMatch(asked) => NameIn(prompt),
            _ when AsksSystem().IsMatch(asked) => $"The system prompt is: {prompt.System}",
            _ when AsksImages().IsMatch(asked) => Images(prompt),
            _ when AsksTools().IsMatch(asked) => $"Tools: {string.Join(", ", prompt.Tools.Select(tool => tool.Name))}",
            _ when AsksTranscript().IsMatch(asked) => string.Join(' ', prompt.Turns.Select(turn => turn.Role)),
            _ when AsksCount().Match(asked) is { Success: true } match => string.Join(' ', Enumerable.Range(1, int.Parse(match.Groups[1].Value))),
            _ => $"{name} heard: {asked}",
        };
    }

    private static string NameIn(Prompt prompt)
    {
        var name = prompt.Turns.SelectMany(turn => TellsName().Matches(turn.Text)).LastOrDefault();
        return name is null ? "I do not know your name." : $"Your name is {name.Groups[1].Value}.";
    }

    private static string Images(Prompt prompt)
    {
        var images = prompt.Turns.SelectMany(turn => turn.Images).ToList();
        return $"I see {images.Count} images: {string.Join(", ", images.Select(image => image.MediaType))}";
    }

    private static Answer Limited(Answer answer, Prompt prompt)
    {
        var text = answer.Text;
        foreach (var sequence in prompt.StopSequences.Where(sequence => text.Contains(sequence, StringComparison.Ordinal)))
        {
            return Say(text[..text.IndexOf(sequence, StringComparison.Ordinal)]) with { Stop = StopCause.Sequence, StopSequence = sequence };
        }

        var cut = prompt.MaxTokens < TokenCount.Of(text) && answer.Stop == StopCause.End;
        return cut ? Say(text[..(prompt.MaxTokens!.Value * 4)]) with { Stop = StopCause.Length } : answer;
    }

    // A last assistant turn is a prefill: what it already says isn't said again.
    private static Answer Continued(Answer answer, Prompt prompt)
    {
        var prefill = prompt.Turns is [.., { Role: "assistant", Calls.Count: 0 } last] ? last.Text : "";
        var text = answer.Text;
        return prefill.Length > 0 && text.StartsWith(prefill, StringComparison.Ordinal) ? answer with { Deltas = Pieces.Of(text[prefill.Length..]) } : answer;
    }

    [GeneratedRegex("what is my name", RegexOptions.IgnoreCase)]
    private static partial Regex AsksName();

    [GeneratedRegex(@"my name is (\p{L}[\p{L}'-]*)", RegexOptions.IgnoreCase)]
    private static partial Regex TellsName();

    [GeneratedRegex("what is the system prompt", RegexOptions.IgnoreCase)]
    private static partial Regex AsksSystem();

    [GeneratedRegex("describe the images?", RegexOptions.IgnoreCase)]
    private static partial Regex AsksImages();

    [GeneratedRegex("list the tools", RegexOptions.IgnoreCase)]
    private static partial Regex AsksTools();

    [GeneratedRegex("list the roles", RegexOptions.IgnoreCase)]
    private static partial Regex AsksTranscript();

    [GeneratedRegex(@"count to (\d{1,5})", RegexOptions.IgnoreCase)]
    private static partial Regex AsksCount();
}
