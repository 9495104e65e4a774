using Trooper.Api.Configuration;
using Trooper.Api.Dialects;
using Trooper.Api.Errors;
using Trooper.Api.Limits;
using Trooper.Api.Telemetry;
using Trooper.Core.Protocols;

namespace Trooper.Api.Turns;

/// <summary>Where requests for turns come in: what is over a limit, or is no request, goes no further.</summary>
internal sealed class TurnDoor(LimitGate gate, NamedItems items, TurnRunner runner, TurnTelemetry telemetry, CurrentOptions current, TimeProvider time)
{
    public async Task Enter(HttpContext http, IClientDialect dialect)
    {
        var trail = new TurnTrail(time, dialect.RequestIdHeader);
        try
        {
            using var admission = await gate.Enter(http);
            if (await IsRefused(http, dialect, trail, admission))
                return;
            using var body = await RequestBody.Read(http.Request, http.RequestAborted);
            trail.Times.Heard();
            var scanned = await items.Resolve(http, dialect, dialect.Scan(body.Bytes), http.RequestAborted);
            scanned.Wish |= WishHeaders.Read(http.Request.Headers);
            if (scanned.Stream)
                await admission.EnterStream();
            if (!await IsRefused(http, dialect, trail, admission))
                await runner.Run(http, dialect, scanned, trail, admission);
        }
        catch (RequestRejectedException e) when (!http.Response.HasStarted)
        {
            telemetry.Rejected();
            trail.WriteHeaders(http.Response);
            await ApiErrors.Write(http.Response, dialect, ClientError.Of(e));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client hung up; whatever there was to keep is kept.
        }
    }

    private async ValueTask<bool> IsRefused(HttpContext http, IClientDialect dialect, TurnTrail trail, Admission admission)
    {
        if (admission.Over is not { } over || LimitGate.StaysLocal(http, current.Now.Local.Name))
            return false;
        telemetry.Rejected();
        await LimitGate.Refuse(http, dialect, trail, over);
        return true;
    }
}
