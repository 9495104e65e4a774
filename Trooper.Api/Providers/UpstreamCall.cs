namespace Trooper.Api.Providers;

/// <summary>One request to a provider.</summary>
/// <param name="Body">The exact bytes to send.</param>
/// <param name="Headers">The client's headers that go along.</param>
/// <param name="HeaderDeadline">How long the provider may take to begin to answer.</param>
/// <param name="Query">The client's query string, as it came.</param>
/// <param name="Url">Another endpoint than the provider's main one.</param>
public sealed record UpstreamCall(ReadOnlyMemory<byte> Body, IReadOnlyList<KeyValuePair<string, string>> Headers, TimeSpan HeaderDeadline, string Query = "", Uri? Url = null);

/// <summary>A provider's answer, with its body still to be read when it is a success.</summary>
public sealed class UpstreamReply(HttpResponseMessage message, Stream body, byte[]? error) : IAsyncDisposable
{
    public int Status => (int)message.StatusCode;

    public bool IsSuccess => message.IsSuccessStatusCode;

    public string? ContentType => message.Content.Headers.ContentType?.MediaType;

    public Stream Body => body;

    /// <summary>The body of an answer that is no success.</summary>
    public ReadOnlyMemory<byte> Error => error;

    public string? Header(string name) => message.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;

    public IEnumerable<KeyValuePair<string, IEnumerable<string>>> Headers => message.Headers;

    public async ValueTask DisposeAsync()
    {
        // Disposing a body that was not read to its end closes the connection: the provider stops writing.
        await body.DisposeAsync();
        message.Dispose();
    }
}

/// <summary>A call that came to no answer at all.</summary>
/// <param name="trigger">The word for headers and events.</param>
public sealed class UpstreamUnreachableException(string trigger, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Trigger => trigger;
}

/// <summary>One provider's call. Concerns are decorators round the plain one.</summary>
public interface IUpstream
{
    /// <exception cref="UpstreamUnreachableException">No answer came.</exception>
    Task<UpstreamReply> Send(UpstreamCall call, CancellationToken cancellation);
}
