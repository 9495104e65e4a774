using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.OpenAI;

/// <summary>The rules for the fields of a Responses request beside its items.</summary>
internal static class ResponsesParameterRules
{
    private static readonly HashSet<string> Known =
    [
        "background", "context_management", "conversation", "include", "input", "instructions", "max_output_tokens", "max_tool_calls",
        "metadata", "model", "parallel_tool_calls", "previous_response_id", "prompt", "prompt_cache_key", "prompt_cache_options",
        "prompt_cache_retention", "reasoning", "safety_identifier", "service_tier", "store", "stream", "stream_options", "temperature",
        "text", "tool_choice", "tools", "top_logprobs", "top_p", "truncation", "user",
    ];

    // Chat's names for what Responses call otherwise.
    private static readonly Dictionary<string, string> Moved = new()
    {
        ["messages"] = "input",
        ["max_tokens"] = "max_output_tokens",
        ["max_completion_tokens"] = "max_output_tokens",
        ["response_format"] = "text.format",
        ["reasoning_effort"] = "reasoning.effort",
    };

    public static Failure? Violation(JsonElement body)
    {
        if (!body.IsObject)
        {
            return Failure.Invalid("We could not parse the JSON body of your request.");
        }

        return body.Properties().Select(field => FieldViolation(field.Name)).FirstViolation()
            ?? ChatParameterRules.ModelViolation(body.Text("model"))
            ?? ReasoningViolation(body)
            ?? body.Items("tools").Index().Select(tool => ToolViolation(tool.Item, $"tools[{tool.Index}]")).FirstViolation();
    }

    private static Failure? FieldViolation(string name)
    {
        if (Moved.TryGetValue(name, out var moved))
        {
            return Failure.Invalid(
                $"Unsupported parameter: '{name}'. In the Responses API, this parameter has moved to '{moved}'.", name, "unsupported_parameter");
        }

        return Known.Contains(name) ? null : Failure.Invalid($"Unknown parameter: '{name}'.", name, "unknown_parameter");
    }

    private static Failure? ReasoningViolation(JsonElement body)
    {
        if (OpenAIModels.Reasons(body.Text("model")!))
        {
            return ReasoningRules.SamplingViolation(body);
        }

        return body.Field("reasoning").Field("effort").IsGiven
            ? Failure.Invalid("Unsupported parameter: 'reasoning.effort' is not supported with this model.", "reasoning.effort", "unsupported_parameter")
            : null;
    }

    private static Failure? ToolViolation(JsonElement tool, string path)
    {
        if (tool.Has("function"))
        {
            return Failure.Invalid($"Missing required parameter: '{path}.name'.", $"{path}.name", "missing_required_parameter");
        }

        return tool.Text("type") == "function" ? ChatParameterRules.NameViolation(tool.Text("name"), $"{path}.name") : null;
    }
}
