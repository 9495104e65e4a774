using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.OpenAI;

/// <summary>What reasoning models refuse, and what only they accept.</summary>
internal static class ReasoningRules
{
    private static readonly string[] Sampling = ["top_p", "presence_penalty", "frequency_penalty", "logprobs", "top_logprobs", "logit_bias"];

    public static Failure? ChatViolation(JsonElement body)
    {
        var model = body.Text("model")!;
        if (!OpenAIModels.Reasons(model))
        {
            return body.Field("reasoning_effort").IsGiven ? Failure.Invalid("Unrecognized request argument supplied: reasoning_effort") : null;
        }

        if (body.Field("max_tokens").IsGiven)
        {
            return Failure.Invalid(
                "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
                "max_tokens", "unsupported_parameter");
        }

        return SamplingViolation(body) ?? (OpenAIModels.RefusesToolsOnChat(model) && body.Items("tools").Length > 0 ? ToolsOnChat(model) : null);
    }

    public static Failure? SamplingViolation(JsonElement body)
    {
        if (body.Field("temperature").IsGiven && body.Field("temperature").GetDouble() != 1)
        {
            return Failure.Invalid(
                $"Unsupported value: 'temperature' does not support {body.Field("temperature")} with this model. Only the default (1) value is supported.",
                "temperature", "unsupported_value");
        }

        return Sampling.FirstOrDefault(name => body.Field(name).IsGiven) is { } sent
            ? Failure.Invalid($"Unsupported parameter: '{sent}' is not supported with this model.", sent, "unsupported_parameter")
            : null;
    }

    // The default effort counts too, so this holds whether or not one was sent.
    private static Failure ToolsOnChat(string model) =>
        Failure.Invalid(
            $"Function tools with reasoning_effort are not supported for {model} in /v1/chat/completions. Please use /v1/responses instead.",
            "reasoning_effort");
}
