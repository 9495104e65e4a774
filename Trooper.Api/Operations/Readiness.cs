using Trooper.Core.Sessions;

namespace Trooper.Api.Operations;

/// <summary>Whether this process can serve: ready, degraded (it serves, but something is wrong), or not yet.</summary>
internal sealed class Readiness(IJournal journal)
{
    private volatile bool isReady;

    public void SetReady() => isReady = true;

    public IResult Answer() => (isReady, journal.State) switch
    {
        (true, { IsOpen: true, Trouble: null }) => TypedResults.Ok(Status("ready")),
        (true, { IsOpen: true, Trouble: { } trouble }) => TypedResults.Ok(Status("degraded", trouble)),
        (_, { Trouble: var trouble }) => TypedResults.Json(Status("starting", trouble), statusCode: StatusCodes.Status503ServiceUnavailable),
    };

    private static Dictionary<string, object> Status(string status, string? reason = null)
    {
        var answer = new Dictionary<string, object> { ["status"] = status };
        if (reason is not null)
            answer["reasons"] = new[] { reason };
        return answer;
    }
}
