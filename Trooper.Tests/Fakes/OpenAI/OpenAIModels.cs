using System.Text.RegularExpressions;

namespace Trooper.Tests.Fakes.OpenAI;

/// <summary>The model list. Any name of the family is served but for those that hold "missing"; the rules differ by kind.</summary>
internal static partial class OpenAIModels
{
    public const int MaxInputTokens = 128_000;

    public static IReadOnlyList<string> All { get; } = ["gpt-sim", "gpt-sim-b", "gpt-sim-reasoning"];

    public static bool Exists(string model) => Family().IsMatch(model) && !model.Contains("missing", StringComparison.Ordinal);

    public static bool Reasons(string model) => ReasoningName().IsMatch(model);

    /// <summary>Reasoning models of the latest kinds take function tools on the Responses endpoint only.</summary>
    public static bool RefusesToolsOnChat(string model) => ResponsesOnlyName().IsMatch(model);

    public static object Describe(string id) => new { id, @object = "model", created = 1_767_225_600, owned_by = "openai" };

    [GeneratedRegex(@"^(gpt-|chatgpt-|o\d)")]
    private static partial Regex Family();

    [GeneratedRegex(@"^o\d|gpt-[5-9]|reasoning")]
    private static partial Regex ReasoningName();

    [GeneratedRegex(@"gpt-5\.[4-9]|gpt-[6-9]|reasoning")]
    private static partial Regex ResponsesOnlyName();
}
