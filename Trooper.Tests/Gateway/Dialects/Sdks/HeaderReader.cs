using System.Text;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Dialects.Sdks;

/// <summary>Keeps the headers of the last reply, which the clients hide, and sends headers that they don't know of.</summary>
internal sealed class HeaderReader() : DelegatingHandler(new SocketsHttpHandler { ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
{
    public TrooperReply Last { get; private set; } = null!;

    public List<(string Name, string Value)> Extra { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in Extra)
            request.Headers.TryAddWithoutValidation(name, value);
        var response = await base.SendAsync(request, cancellationToken);
        Last = new((int)response.StatusCode, TrooperReply.HeadersOf(response), []);
        return response;
    }
}
