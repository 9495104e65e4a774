using Trooper.Api.Dialects;
using Trooper.Api.Turns;

namespace Trooper.Api.Errors;

/// <summary>Errors in the envelope of the protocol that was asked.</summary>
internal static class ApiErrors
{
    /// <summary>Refuses a request that is not a turn's, in the protocol that it means.</summary>
    public static Task Refuse(HttpContext http, ClientError error)
    {
        var dialect = http.RequestServices.GetRequiredService<ClientDialects>().Of(http.Request);
        new TurnTrail(TimeProvider.System, dialect.RequestIdHeader).WriteHeaders(http.Response);
        return Write(http.Response, dialect, error);
    }

    public static async Task Write(HttpResponse response, IClientDialect dialect, ClientError error)
    {
        response.StatusCode = error.Status;
        response.ContentType = "application/json";
        await response.BodyWriter.WriteAsync(dialect.ErrorBody(error));
    }
}
