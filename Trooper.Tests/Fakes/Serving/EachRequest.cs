using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Trooper.Tests.Fakes.Serving;

/// <summary>Kestrel without a host: every request goes to one function.</summary>
internal sealed class EachRequest(Func<HttpContext, CancellationToken, Task> serve, CancellationToken down) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public Task ProcessRequestAsync(HttpContext context) => serve(context, down);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }
}
