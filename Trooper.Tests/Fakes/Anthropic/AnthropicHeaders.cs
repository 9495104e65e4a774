using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Anthropic;

/// <summary>The rules for a request's headers: a key in either place, a known version, known betas.</summary>
internal static class AnthropicHeaders
{
    private const string Latest = "2026-10-21";

    private static readonly HashSet<string> Versions = ["2023-01-01", "2023-06-01", Latest];

    private static readonly HashSet<string> Betas =
    [
        "adaptive-thinking-2026-01-28", "advanced-tool-use-2025-11-20", "claude-code-20250219", "code-execution-2025-05-22",
        "code-execution-2025-08-25", "compact-2026-01-12", "computer-use-2025-01-24", "computer-use-2025-11-24", "context-1m-2025-08-07",
        "context-management-2025-06-27", "effort-2025-11-24", "extended-cache-ttl-2025-04-11", "fast-mode-2026-02-01",
        "files-api-2025-04-14", "fine-grained-tool-streaming-2025-05-14", "interleaved-thinking-2025-05-14", "mcp-client-2025-04-04",
        "mcp-client-2025-11-20", "message-batches-2024-09-24", "model-context-window-exceeded-2025-08-26", "oauth-2025-04-20",
        "output-128k-2025-02-19", "pdfs-2024-09-25", "prompt-caching-2024-07-31", "prompt-caching-scope-2026-01-05",
        "redact-thinking-2026-02-12", "skills-2025-10-02", "structured-outputs-2025-11-13", "thinking-binding-controls-2026-08-01",
        "token-counting-2024-11-01", "token-efficient-tools-2025-02-19", "tool-examples-2025-10-29", "web-fetch-2025-09-10",
    ];

    public static bool IsLatest(RecordedRequest request) => request.Header("anthropic-version") == Latest;

    public static bool HasBetas(RecordedRequest request) => BetasOf(request).Any();

    public static Failure? Violation(RecordedRequest request)
    {
        var key = request.Header("x-api-key") ?? Bearer(request);
        if (key is null)
        {
            return new Failure(FailureKind.Unauthorized, "x-api-key header is required");
        }

        if (key.StartsWith("bad", StringComparison.Ordinal))
        {
            return new Failure(FailureKind.Unauthorized);
        }

        return VersionViolation(request.Header("anthropic-version")) ?? BetaViolation(request);
    }

    private static Failure? VersionViolation(string? version)
    {
        if (version is null)
        {
            return Failure.Invalid("anthropic-version: header is required");
        }

        return Versions.Contains(version) ? null : Failure.Invalid($"anthropic-version: \"{version}\" is not a valid version");
    }

    private static Failure? BetaViolation(RecordedRequest request)
    {
        var unknown = string.Join(", ", BetasOf(request).Where(beta => !Betas.Contains(beta)).Select(beta => $"`{beta}`"));
        return unknown.Length == 0
            ? null
            : Failure.Invalid(
                $"Unexpected value(s) {unknown} for the `anthropic-beta` header. "
                + "Please consult our documentation at docs.anthropic.com or try again without the header.");
    }

    private static string[] BetasOf(RecordedRequest request) =>
        request.Header("anthropic-beta")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string? Bearer(RecordedRequest request) =>
        request.Header("authorization") is { } value && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? value["Bearer ".Length..] : null;
}
