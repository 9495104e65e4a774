namespace Trooper.Api.Operations;

/// <summary>Whether this process can serve: ready, degraded (it serves, but something is wrong), or not yet.</summary>
internal sealed class Readiness(IEnumerable<IReadinessCheck> checks)
{
    private volatile bool isReady;

    public void SetReady() => isReady = true;

    public IResult Answer()
    {
        if (!isReady)
            return NotServing("starting");
        if (checks.Select(check => check.WhyNot).FirstOrDefault(reason => reason is not null) is { } reason)
            return NotServing(reason);
        return TypedResults.Ok(new Dictionary<string, object> { ["status"] = "ready" });
    }

    private static IResult NotServing(string status) =>
        TypedResults.Json(new Dictionary<string, object> { ["status"] = status }, statusCode: StatusCodes.Status503ServiceUnavailable);
}

/// <summary>Something without which this process can't serve.</summary>
internal interface IReadinessCheck
{
    /// <summary>Why it can't serve now; null when it can.</summary>
    string? WhyNot { get; }
}
