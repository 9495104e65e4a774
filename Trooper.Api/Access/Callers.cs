using Trooper.Core.Access;

namespace Trooper.Api.Access;

/// <summary>The caller of a request, known since its key was checked.</summary>
internal static class Callers
{
    private static readonly object Place = new();

    public static Caller Caller(this HttpContext http) => http.Items[Place] as Caller ?? Core.Access.Caller.Owner;

    public static void SetCaller(this HttpContext http, Caller caller) => http.Items[Place] = caller;
}
