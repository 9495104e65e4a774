namespace Trooper.Tests.Fakes.Wire;

/// <summary>A whole response: status, body, headers.</summary>
public sealed record Reply(int Status, string Body)
{
    public string ContentType { get; init; } = "application/json";

    internal static Reply Json(int status, object body) => new(status, WireJson.Write(body));
}
