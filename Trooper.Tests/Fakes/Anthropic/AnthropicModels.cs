using System.Text.RegularExpressions;

namespace Trooper.Tests.Fakes.Anthropic;

/// <summary>The model list. Any <c>claude-</c> name is served but for those that hold "missing"; the rules differ by generation.</summary>
internal static partial class AnthropicModels
{
    public const int MaxInputTokens = 200_000;

    private static readonly string[] Ids = ["claude-sim", "claude-sim-b", "claude-sim-new"];

    public static bool Exists(string model) => model.StartsWith("claude-", StringComparison.Ordinal) && !model.Contains("missing", StringComparison.Ordinal);

    /// <summary>Newer models take system turns between messages, and refuse a prefill, fixed thinking budgets and sampling parameters.</summary>
    public static bool IsNewer(string model) => NewerName().IsMatch(model);

    public static object Page() => new { data = Ids.Select(Describe), has_more = false, first_id = Ids[0], last_id = Ids[^1] };

    public static object? Find(string path) => Ids.FirstOrDefault(id => path == $"/v1/models/{id}") is { } found ? Describe(found) : null;

    private static object Describe(string id) => new
    {
        type = "model",
        id,
        display_name = id,
        created_at = "2026-01-01T00:00:00Z",
        max_input_tokens = MaxInputTokens,
        max_tokens = 64_000,
        capabilities = new { thinking = new { supported = true, types = IsNewer(id) ? ["adaptive"] : new[] { "enabled" } } },
    };

    [GeneratedRegex("-new|opus-4-[789]|-5-|-5$|fable")]
    private static partial Regex NewerName();
}
