using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.OpenAI;

/// <summary>The key of a request. Those that begin with "bad" are refused.</summary>
internal static class BearerKey
{
    private const string Scheme = "Bearer ";

    public static string? Of(RecordedRequest request) =>
        request.Header("authorization") is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value[Scheme.Length..] : null;

    public static bool IsBad(string key) => key.StartsWith("bad", StringComparison.Ordinal);

    public static Failure? Violation(RecordedRequest request) => Of(request) switch
    {
        null => new Failure(
            FailureKind.Unauthorized,
            "You didn't provide an API key. "
            + "You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY)."),
        { } key when IsBad(key) => new Failure(FailureKind.Unauthorized),
        _ => null,
    };
}
