using Trooper.Api.Access;
using Trooper.Api.Dialects;
using Trooper.Api.Errors;
using Trooper.Api.Telemetry;
using Trooper.Api.Turns;
using Trooper.Core.Access;
using Trooper.Core.Limits;
using Trooper.Core.Protocols;

namespace Trooper.Api.Limits;

/// <summary>Lets requests in as their keys' limits allow.</summary>
internal sealed class LimitGate(BudgetBook budgets, TrooperMetrics metrics, TimeProvider time)
{
    /// <summary>Before the body is read: a refused request costs next to nothing.</summary>
    public async ValueTask<Admission> Enter(HttpContext http)
    {
        var caller = http.Caller();
        var isLimited = caller.Key is { Limits: var limits } && limits != KeyLimits.None;
        var admission = new Admission(caller, isLimited ? budgets : null, metrics, time);
        if (isLimited)
            await admission.Enter((WishHeaders.Read(http.Request.Headers) & (RouteWish.ForceLocal | RouteWish.PreferLocal)) != RouteWish.None);
        return admission;
    }

    /// <summary>Whether a request over its limit goes to the local model, by the choice of whoever set the limit.</summary>
    public static bool StaysLocal(HttpContext http, string localModel) =>
        http.Caller() is { Key.Limits.LocalWhenOver: true } caller && caller.MayUse(localModel);

    public static Task Refuse(HttpContext http, IClientDialect dialect, TurnTrail trail, OverLimit over)
    {
        trail.Limit = over.Name;
        trail.WriteHeaders(http.Response);
        over.WriteHeaders(http.Response.Headers);
        return ApiErrors.Write(http.Response, dialect, over.Error);
    }
}
