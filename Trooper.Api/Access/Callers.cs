using Trooper.Core.Access;

namespace Trooper.Api.Access;

/// <summary>The caller of a request, known since its key was checked.</summary>
internal static class Callers
{
    private static readonly object Place = new();

    /// <exception cref="InvalidOperationException">Nobody asked for a key, so that nobody is known: what is open to all must not ask who it is.</exception>
    public static Caller Caller(this HttpContext http) => http.FindCaller() ?? throw new InvalidOperationException("the request was let in without a caller");

    /// <summary>Null where what is open to all is asked for by somebody unknown.</summary>
    public static Caller? FindCaller(this HttpContext http) => http.Items[Place] as Caller;

    public static void SetCaller(this HttpContext http, Caller caller) => http.Items[Place] = caller;
}
