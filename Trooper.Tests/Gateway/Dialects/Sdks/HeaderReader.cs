using System.Text;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Dialects.Sdks;

/// <summary>Keeps the headers of the last reply, which the clients hide.</summary>
internal sealed class HeaderReader() : DelegatingHandler(new SocketsHttpHandler { ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
{
    public TrooperReply Last { get; private set; } = null!;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        Last = new((int)response.StatusCode, TrooperReply.HeadersOf(response), []);
        return response;
    }
}
