using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Anthropic;

/// <summary>The rules for the fields of a request, before its messages are looked at.</summary>
internal static class TopLevelRules
{
    private const int MaxBytes = 32 * 1024 * 1024;
    private const int MaxCacheMarks = 4;

    private static readonly string[] Sampling = ["temperature", "top_p", "top_k"];

    private static readonly HashSet<string> Common =
    [
        "model", "messages", "system", "tools", "tool_choice", "thinking", "output_config", "cache_control",
    ];

    private static readonly HashSet<string> Generating =
    [
        "max_tokens", "stop_sequences", "stream", "metadata", "service_tier", "speed", "container", "diagnostics", "inference_geo",
        .. Sampling,
    ];

    private static readonly HashSet<string> NeedBeta = ["context_management", "mcp_servers", "output_format"];

    public static Failure? Violation(RecordedRequest request) =>
        Violation(request, field => Common.Contains(field) || Generating.Contains(field))
        ?? SamplingViolation(request)
        ?? (request.Json.Integer("max_tokens") is null ? Failure.Invalid("max_tokens: Field required") : null);

    public static Failure? CountViolation(RecordedRequest request) => Violation(request, Common.Contains);

    private static Failure? Violation(RecordedRequest request, Func<string, bool> isKnown)
    {
        var body = request.Json;
        if (request.Body.Length > MaxBytes)
        {
            return new Failure(FailureKind.TooLarge);
        }

        if (!body.IsObject)
        {
            return Failure.Invalid("The request body is not valid JSON");
        }

        var mayUseBetas = AnthropicHeaders.HasBetas(request);
        foreach (var field in body.Properties().Where(field => !isKnown(field.Name) && !(mayUseBetas && NeedBeta.Contains(field.Name))))
        {
            return Failure.Invalid($"{field.Name}: Extra inputs are not permitted");
        }

        return ModelViolation(body.Text("model")) ?? CacheViolation(body);
    }

    private static Failure? ModelViolation(string? model)
    {
        if (model is null)
        {
            return Failure.Invalid("model: Field required");
        }

        return AnthropicModels.Exists(model) ? null : new Failure(FailureKind.NotFound, $"model: {model}");
    }

    private static Failure? CacheViolation(JsonElement body)
    {
        var marks = CacheMarks(body);
        return marks > MaxCacheMarks ? Failure.Invalid($"A maximum of {MaxCacheMarks} blocks with cache_control may be provided. Found {marks}.") : null;
    }

    private static int CacheMarks(JsonElement element) =>
        (element.Field("cache_control").IsGiven ? 1 : 0)
        + element.Properties().Where(field => field.Name is "system" or "tools" or "messages" or "content").Sum(field => CacheMarks(field.Value))
        + element.Items().Sum(CacheMarks);

    private static Failure? SamplingViolation(RecordedRequest request)
    {
        var body = request.Json;
        if (Sampling.FirstOrDefault(name => body.Has(name)) is not { } sent)
        {
            return null;
        }

        if (AnthropicHeaders.IsLatest(request))
        {
            return Failure.Invalid($"{sent}: Extra inputs are not permitted");
        }

        return AnthropicModels.IsNewer(request.Model) && body.Field(sent).ToString() is not ("1" or "1.0")
            ? Failure.Invalid($"`{sent}` is deprecated for this model.")
            : null;
    }
}
