using System.Text.Json;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>The client's mistakes, in the API's own words.</summary>
internal static class Rejections
{
    public static RequestRejectedException Missing(string field) => new($"Missing required parameter: '{field}'.");

    public static RequestRejectedException Twice(string field) => new($"Duplicate parameter: '{field}'. Each may be given once.");

    public static RequestRejectedException InvalidValue(string field, string value, string accepted) =>
        new($"Invalid value for '{field}': '{value}'. Supported values are: {accepted}.");

    public static RequestRejectedException WrongType(string field, string expected, JsonTokenType got) =>
        new($"Invalid type for '{field}': expected {expected}, but got {NameOf(got)} instead.");

    public static RequestRejectedException Absent(string field, string expected, BodyValue value) =>
        value.IsGiven ? WrongType(field, expected, value.Kind) : Missing(field);

    private static string NameOf(JsonTokenType kind) => kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        _ => "null",
    };
}
