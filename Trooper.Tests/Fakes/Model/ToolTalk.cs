using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Trooper.Tests.Fakes.Model;

/// <summary>The model's part in tool calls: which ones a prompt asks for, and what the tools said.</summary>
internal static partial class ToolTalk
{
    /// <summary>The results given since the model last spoke, in the order of its calls.</summary>
    public static IReadOnlyList<string> PendingResults(Prompt prompt)
    {
        var spoke = prompt.Turns.ToList().FindLastIndex(turn => turn.Role == "assistant");
        var results = prompt.Turns.Skip(spoke + 1).SelectMany(turn => turn.Results).ToList();
        var calls = spoke < 0 ? [] : prompt.Turns[spoke].Calls;
        return [.. results.Index().OrderBy(result => Place(result.Item, result.Index, calls)).Select(result => Said(result.Item))];
    }

    /// <summary>A prompt asks for a call by writing <c>call weather({"city":"Paris"})</c>, or by forcing one.</summary>
    public static IReadOnlyList<Call> RequestedCalls(Prompt prompt)
    {
        if (prompt.Choice.Forbidden)
        {
            return [];
        }

        var asked = WrittenCalls(prompt.LastUserText).Where(call => prompt.Tools.Any(tool => tool.Name == call.Tool)).ToList();
        var calls = asked.Count > 0 ? asked : ForcedCalls(prompt);
        return prompt.Choice.OneAtATime ? [.. calls.Take(1)] : calls;
    }

    private static int Place(PastResult result, int index, IReadOnlyList<PastCall> calls) =>
        calls.Index().FirstOrDefault(call => call.Item.Id == result.Id, (index, null!)).Index;

    private static string Said(PastResult result) => result.IsError ? $"ERROR {result.Text}" : result.Text;

    private static IEnumerable<Call> WrittenCalls(string text)
    {
        foreach (Match match in CallOf().Matches(text))
        {
            var rest = new Utf8JsonReader(Encoding.UTF8.GetBytes(text[(match.Index + match.Length)..]));
            if (TryReadObject(ref rest, out var arguments))
            {
                yield return new Call(match.Groups[1].Value, arguments);
            }
        }
    }

    private static bool TryReadObject(ref Utf8JsonReader reader, out JsonElement value)
    {
        value = default;
        try
        {
            value = JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return false;
        }

        return value.ValueKind == JsonValueKind.Object;
    }

    private static List<Call> ForcedCalls(Prompt prompt)
    {
        var tool = prompt.Tools.FirstOrDefault(tool => prompt.Choice.Name is null || tool.Name == prompt.Choice.Name);
        return prompt.Choice.Forced && tool is not null ? [Call.Of(tool.Name, SchemaSample.Json(tool.Schema))] : [];
    }

    [GeneratedRegex(@"call ([\w.-]+)\(")]
    private static partial Regex CallOf();
}
