namespace Trooper.Api.Errors;

/// <summary>Errors outside <c>/v1</c>: RFC 9457 problem details.</summary>
internal static class Problems
{
    public static IResult NotFound(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);

    public static IResult UnknownSession(string id) => NotFound($"There is no session '{id}'.");

    public static IResult Forbidden(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status403Forbidden);

    public static IResult Bad(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
