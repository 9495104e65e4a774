using Trooper.Core.Sessions;

namespace Trooper.Api.Operations;

/// <summary>Whether this process can serve: ready, degraded (it serves, but something is wrong), or not yet, or no more.</summary>
internal sealed class Readiness(IJournal journal, IEnumerable<IReadinessCheck> checks)
{
    private volatile bool isReady;

    public void SetReady() => isReady = true;

    public IResult Answer() => (isReady, Obstacle, journal.State) switch
    {
        (true, { } obstacle, { IsOpen: true }) => NotServing("unavailable", obstacle),
        (true, null, { IsOpen: true, Trouble: null }) => TypedResults.Ok(Status("ready")),
        (true, null, { IsOpen: true, Trouble: { } trouble }) => TypedResults.Ok(Status("degraded", trouble)),
        (_, var obstacle, { Trouble: var trouble }) => NotServing("starting", trouble ?? obstacle),
    };

    private string? Obstacle => checks.Select(check => check.WhyNot).FirstOrDefault(reason => reason is not null);

    private static IResult NotServing(string status, string? reason) => TypedResults.Json(Status(status, reason), statusCode: StatusCodes.Status503ServiceUnavailable);

    private static Dictionary<string, object> Status(string status, string? reason = null)
    {
        var answer = new Dictionary<string, object> { ["status"] = status };
        if (reason is not null)
            answer["reasons"] = new[] { reason };
        return answer;
    }
}

/// <summary>Something without which this process can't serve.</summary>
internal interface IReadinessCheck
{
    /// <summary>Why it can't serve now; null when it can.</summary>
    string? WhyNot { get; }
}
