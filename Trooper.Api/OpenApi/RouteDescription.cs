namespace Trooper.Api.OpenApi;

/// <summary>What <c>/openapi/v1.json</c> says of a route.</summary>
/// <param name="Tag">What it belongs to.</param>
/// <param name="Summary">What it does, in a few words.</param>
internal sealed record RouteDescription(string Tag, string Summary)
{
    /// <summary>What else there is to know, as Markdown.</summary>
    public string? Details { get; init; }

    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Headers that it looks at, and what they do.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>What the body says; null for a route without one.</summary>
    public string? Body { get; init; }

    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>The answer's media type; null for an answer without a body.</summary>
    public string? MediaType { get; init; } = "application/json";

    /// <summary>The answer's form, where it is Trooper's own.</summary>
    public Type? Answer { get; init; }

    public string Answers { get; init; } = "As asked.";

    /// <summary>The statuses that it refuses with.</summary>
    public IReadOnlyList<int> Errors { get; init; } = [];
}
