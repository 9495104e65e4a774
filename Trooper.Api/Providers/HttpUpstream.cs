using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Trooper.Core.Providers;

namespace Trooper.Api.Providers;

/// <summary>Posts the body to the provider's endpoint, with its key, and waits for the answer's beginning.</summary>
internal sealed class HttpUpstream(Provider provider, HttpMessageInvoker http) : IUpstream
{
    /// <summary>An error's body is words; more than this of it is not kept.</summary>
    private const int MaxErrorBytes = 1024 * 1024;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public async Task<UpstreamReply> Send(UpstreamCall call, CancellationToken cancellation)
    {
        using var request = Request(call);
        HttpResponseMessage? message = null;
        try
        {
            message = await http.SendAsync(request, cancellation);
            var body = await message.Content.ReadAsStreamAsync(cancellation);
            return message.IsSuccessStatusCode ? new(message, body, null) : new(message, body, await ReadError(body, cancellation));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            message?.Dispose();
            throw new UpstreamUnreachableException(Judgement.NetworkError, Reason(e), e);
        }
    }

    private HttpRequestMessage Request(UpstreamCall call)
    {
        var endpoint = call.Url ?? provider.Url;
        var url = call.Query.Length == 0 ? endpoint : new UriBuilder(endpoint) { Query = call.Query }.Uri;
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(call.Body) };
        request.Content.Headers.ContentType = Json;
        foreach (var (name, value) in call.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        switch (provider)
        {
            // The bearer form is the newer API version's, the older one knows only its own header.
            case { Kind: ProviderKind.Anthropic, Key: { } key } when call.Headers.Any(header => header is { Key: "anthropic-version", Value: var version } && string.CompareOrdinal(version, "2026-10-21") >= 0):
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
                break;
            case { Kind: ProviderKind.Anthropic, Key: { } key }:
                request.Headers.TryAddWithoutValidation("x-api-key", key);
                break;
            case { Key: { } key }:
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
                break;
        }
        return request;
    }

    private async Task<byte[]> ReadError(Stream body, CancellationToken cancellation)
    {
        var error = new byte[16 * 1024];
        var length = 0;
        for (int read; length < MaxErrorBytes && (read = await body.ReadAsync(error.AsMemory(length), cancellation)) > 0;)
        {
            length += read;
            if (length == error.Length)
                Array.Resize(ref error, length * 2);
        }
        return WithoutKey(error[..length]);
    }

    // Some providers repeat the key that they refuse.
    private byte[] WithoutKey(byte[] error) => provider.Key is { Length: >= 8 } key && error.AsSpan().IndexOf(Encoding.UTF8.GetBytes(key)) >= 0
        ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(error).Replace(key, "[key]", StringComparison.Ordinal))
        : error;

    // What a person can act on, without the address of anything but the provider.
    private string Reason(Exception e) => e switch
    {
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
            $"nothing answers at {provider.Url.GetLeftPart(UriPartial.Authority)} (connection refused){(provider.IsLocal ? "; start Ollama with: ollama serve" : "")}",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => $"the host {provider.Url.Host} could not be found",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => $"no secure connection to {provider.Url.Host}",
        _ => $"the connection to {provider.Url.Authority} failed",
    };

    /// <summary>The connection pool for one provider: no redirects, no cookies, and no time limit of its own, as a stream may run for long.</summary>
    public static HttpMessageInvoker CreateInvoker(Provider provider) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !provider.IsLocal,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ActivityHeadersPropagator = null,
    });
}
