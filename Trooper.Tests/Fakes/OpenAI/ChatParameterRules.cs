using System.Text.Json;
using System.Text.RegularExpressions;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.OpenAI;

/// <summary>The rules for the fields of a chat request beside its messages.</summary>
internal static partial class ChatParameterRules
{
    private const int MaxStops = 4;

    private static readonly HashSet<string> Known =
    [
        "audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs", "max_completion_tokens", "max_tokens",
        "messages", "metadata", "modalities", "model", "n", "parallel_tool_calls", "prediction", "presence_penalty", "prompt_cache_key",
        "prompt_cache_options", "prompt_cache_retention", "reasoning_effort", "response_format", "safety_identifier", "seed", "service_tier",
        "stop", "store", "stream", "stream_options", "temperature", "tool_choice", "tools", "top_logprobs", "top_p", "user", "verbosity",
        "web_search_options",
    ];

    public static Failure? Violation(JsonElement body)
    {
        if (!body.IsObject)
        {
            return Failure.Invalid("We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly.)");
        }

        if (body.Properties().Select(field => field.Name).FirstOrDefault(name => !Known.Contains(name)) is { } unknown)
        {
            return Failure.Invalid($"Unrecognized request argument supplied: {unknown}");
        }

        return ModelViolation(body.Text("model")) ?? CompanyViolation(body) ?? ToolsViolation(body);
    }

    internal static Failure? ModelViolation(string? model)
    {
        if (model is null)
        {
            return Failure.Invalid("you must provide a model parameter");
        }

        return OpenAIModels.Exists(model) ? null : new Failure(FailureKind.NotFound, $"The model `{model}` does not exist or you do not have access to it.");
    }

    internal static Failure? NameViolation(string? name, string path) =>
        ToolName().IsMatch(name ?? "")
            ? null
            : Failure.Invalid(
                $"Invalid '{path}': string does not match pattern. Expected a string that matches the pattern '{ToolName()}'.", path, "invalid_value");

    // Fields that only make sense beside another one.
    private static Failure? CompanyViolation(JsonElement body)
    {
        if (body.Field("stream_options").IsGiven && !body.IsTrue("stream"))
        {
            return Failure.Invalid("The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options");
        }

        if (!body.Has("tools") && new[] { "tool_choice", "parallel_tool_calls" }.FirstOrDefault(name => body.Field(name).IsGiven) is { } lonely)
        {
            return Failure.Invalid($"Invalid value for '{lonely}': '{lonely}' is only allowed when 'tools' are specified.", lonely);
        }

        return body.Items("stop").Length > MaxStops
            ? Failure.Invalid(
                "Invalid 'stop': array too long. "
                + $"Expected an array with maximum length {MaxStops}, but got an array with length {body.Items("stop").Length} instead.",
                "stop", "array_above_max_length")
            : null;
    }

    private static Failure? ToolsViolation(JsonElement body)
    {
        var tools = body.Items("tools");
        if (body.Has("tools") && tools.Length == 0)
        {
            return Failure.Invalid(
                "Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array instead.", "tools", "empty_array");
        }

        return tools.Index()
            .Where(tool => tool.Item.Text("type") != "custom")
            .Select(tool => ToolViolation(tool.Item, $"tools[{tool.Index}]"))
            .FirstViolation();
    }

    private static Failure? ToolViolation(JsonElement tool, string path) =>
        tool.Text("type") == "function"
            ? NameViolation(tool.Field("function").Text("name"), $"{path}.function.name")
            : Failure.Invalid($"Invalid value: '{tool.Text("type")}'. Supported values are: 'function' and 'custom'.", $"{path}.type", "invalid_value");

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$")]
    private static partial Regex ToolName();
}
