using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Ollama;

/// <summary>What Ollama refuses, in the words of its server and of Go's JSON decoder. What it doesn't know it passes over.</summary>
internal static class ChatRules
{
    public static Failure? Violation(JsonElement body)
    {
        if (!body.IsObject)
        {
            return Failure.Invalid("invalid character in request body");
        }

        if (Malformed(body) is { } violation)
        {
            return violation;
        }

        if (body.Text("model") is not { Length: > 0 } name)
        {
            return Failure.Invalid("model is required");
        }

        return OllamaModels.Find(name) is { } model
            ? Incapable(body, model, name) ?? TooLong(body)
            : new Failure(FailureKind.NotFound, $"model '{name}' not found");
    }

    private static Failure? Malformed(JsonElement body)
    {
        foreach (var message in body.Items("messages"))
        {
            if (message.Field("content") is { IsGiven: true, IsString: false } content)
            {
                return Failure.Invalid($"json: cannot unmarshal {GoKind(content)} into Go struct field ChatRequest.messages.content of type string");
            }

            if (message.Items("images").Any(image => !image.IsString || !image.TryGetBytesFromBase64(out _)))
            {
                return Failure.Invalid("illegal base64 data at input byte 4");
            }

            var arguments = message.Items("tool_calls").Select(call => call.Field("function").Field("arguments")).FirstOrDefault(given => !given.IsObject);
            if (arguments.IsGiven)
            {
                return Failure.Invalid(
                    $"json: cannot unmarshal {GoKind(arguments)} into Go struct field ToolCallFunction.messages.tool_calls.function.arguments of type "
                    + "api.ToolCallFunctionArguments");
            }
        }

        return ThinkMalformed(body.Field("think"));
    }

    private static Failure? ThinkMalformed(JsonElement think) =>
        think.IsString && think.GetString() is not ("low" or "medium" or "high" or "max")
            ? Failure.Invalid($"invalid think value: \"{think.GetString()}\" (must be \"high\", \"medium\", \"low\", \"max\", true, or false)")
            : null;

    private static Failure? Incapable(JsonElement body, OllamaModel model, string name)
    {
        if (body.Items("tools").Length > 0 && !model.Can("tools"))
        {
            return Failure.Invalid($"registry.ollama.ai/library/{model.Name} does not support tools");
        }

        if (body.Field("think").IsGiven && !body.IsFalse("think") && !model.Can("thinking"))
        {
            return Failure.Invalid($"\"{name}\" does not support thinking");
        }

        return body.Items("messages").Any(message => message.Items("images").Length > 0) && !model.Can("vision")
            ? new Failure(
                FailureKind.ServerError,
                "Failed to create new sequence: failed to process inputs: this model is missing data required for image input")
            : null;
    }

    private static Failure? TooLong(JsonElement body) =>
        body.IsFalse("truncate") && !ContextWindow.Holds(ChatReader.Read(body), body) ? new Failure(FailureKind.PromptTooLong) : null;

    private static string GoKind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "bool",
    };
}
