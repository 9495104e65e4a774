using System.Text.Json;

namespace Trooper.Core.Protocols.OpenAI;

/// <summary>The client's mistakes in the words of OpenAI's API, which clients and their users know.</summary>
internal static class OpenAIRejection
{
    public static RequestRejectedException Missing(string field) =>
        new($"Missing required parameter: '{field}'.") { Field = field, Code = "missing_required_parameter" };

    public static RequestRejectedException WrongType(string field, string expected, JsonTokenType found) =>
        new($"Invalid type for '{field}': expected {expected}, but got {NameOf(found)} instead.") { Field = field, Code = "invalid_type" };

    public static RequestRejectedException MissingOrWrong(string field, string expected, JsonTokenType found) =>
        found is JsonTokenType.None or JsonTokenType.Null ? Missing(field) : WrongType(field, expected, found);

    public static RequestRejectedException WrongValue(string field, string value, string accepted) =>
        new($"Invalid value: '{value}'. Supported values are: {accepted}.") { Field = field, Code = "invalid_value" };

    public static RequestRejectedException Empty(string field) =>
        new($"Invalid '{field}': empty array. Expected an array with minimum length 1, but got an empty array instead.") { Field = field, Code = "empty_array" };

    public static RequestRejectedException Twice(string field) => new($"Invalid '{field}': the field stands twice.") { Field = field };

    public static RequestRejectedException Unsupported(string field, string instead) =>
        new($"Unsupported parameter: '{field}' is not supported here. {instead}") { Field = field, Code = "unsupported_parameter" };

    private static string NameOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        _ => "null",
    };
}
