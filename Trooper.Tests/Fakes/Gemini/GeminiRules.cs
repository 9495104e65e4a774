using System.Text.Json;
using Trooper.Tests.Fakes.OpenAI;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Gemini;

/// <summary>The rules for a request's key and fields: what isn't known to Google is refused, all of it in one message.</summary>
internal static class GeminiRules
{
    private static readonly HashSet<string> Known =
    [
        "extra_body", "max_completion_tokens", "max_tokens", "messages", "modalities", "model", "n", "parallel_tool_calls", "reasoning_effort",
        "response_format", "seed", "stop", "stream", "stream_options", "temperature", "tool_choice", "tools", "top_p", "user",
    ];

    public static Failure? KeyViolation(RecordedRequest request) => BearerKey.Of(request) switch
    {
        null => Failure.Invalid("Missing or invalid Authorization header."),
        { } key when BearerKey.IsBad(key) => new Failure(FailureKind.Unauthorized),
        _ => null,
    };

    public static JsonElement Thinking(JsonElement body) => body.Field("extra_body").Field("google").Field("thinking_config");

    public static Failure? ParameterViolation(JsonElement body)
    {
        if (!body.IsObject)
        {
            return Failure.Invalid("Invalid JSON payload received. Expected an object.");
        }

        var unknown = body.Properties().Select(field => field.Name).Where(name => !Known.Contains(name)).ToList();
        if (unknown.Count > 0)
        {
            return Failure.Invalid(string.Join('\n', unknown.Select(name => $"Invalid JSON payload received. Unknown name \"{name}\": Cannot find field.")));
        }

        if (body.Text("model") is not { } model)
        {
            return Failure.Invalid("model is not specified");
        }

        if (!Exists(model))
        {
            return new Failure(FailureKind.NotFound, $"models/{model} is not found for API version v1main, or is not supported for generateContent.");
        }

        return body.Field("reasoning_effort").IsGiven && Thinking(body).IsGiven
            ? Failure.Invalid("Expected one of either `reasoning_effort` or custom `thinking_config`; found both.")
            : null;
    }

    private static bool Exists(string model)
    {
        var name = model.StartsWith("models/", StringComparison.Ordinal) ? model["models/".Length..] : model;
        return name.StartsWith("gemini-", StringComparison.Ordinal) && !name.Contains("missing", StringComparison.Ordinal);
    }
}
