namespace Trooper.Api.Operations;

/// <summary>Whether this process can serve: ready, degraded (it serves, but something is wrong), or not yet.</summary>
internal sealed class Readiness
{
    private volatile bool isReady;

    public void SetReady() => isReady = true;

    public IResult Answer() => isReady
        ? TypedResults.Ok(new Dictionary<string, object> { ["status"] = "ready" })
        : TypedResults.Json(new Dictionary<string, object> { ["status"] = "starting" }, statusCode: StatusCodes.Status503ServiceUnavailable);
}
