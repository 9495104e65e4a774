using Trooper.Api.Errors;
using Trooper.Core.Access;

namespace Trooper.Api.Access;

internal static class Admins
{
    /// <summary>A group of endpoints that members are refused.</summary>
    public static RouteGroupBuilder ForAdmins(this RouteGroupBuilder group) => group.AddEndpointFilter((context, next) =>
        context.HttpContext.Caller().Role == KeyRole.Admin ? next(context) : new(Problems.Forbidden("This is for admins: the key is a member's.")));
}
