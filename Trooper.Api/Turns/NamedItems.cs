using Trooper.Api.Access;
using Trooper.Api.Dialects;
using Trooper.Api.Sessions;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.OpenAI.Responses;
using Trooper.Core.Sessions;

namespace Trooper.Api.Turns;

/// <summary>
/// Puts what earlier replies said in the place of the references by which a Responses client names them: only then is its history one that can be known
/// again, and that every provider understands.
/// </summary>
internal sealed class NamedItems(ISessions sessions, SessionNaming naming)
{
    public async ValueTask<ScannedRequest> Resolve(HttpContext http, IClientDialect dialect, ScannedRequest scanned, CancellationToken cancellation)
    {
        if (scanned.Hints.ItemReference is null || ItemReferences.In(scanned) is not { Count: > 0 } ids)
            return scanned;
        var (key, _) = await naming.Find(http.Caller().Team, http.Request, scanned, cancellation);
        var known = await sessions.Get(key).Items(ids, cancellation);
        if (known.Count == 0)
            return scanned;
        var resolved = dialect.Scan(ItemReferences.Resolve(scanned, ResponsesAsked.Read(scanned), known));
        resolved.Hints.ItemReference = scanned.Hints.ItemReference;
        return resolved;
    }
}
