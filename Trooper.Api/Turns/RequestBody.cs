using System.Buffers;
using System.IO.Compression;
using Trooper.Core.Protocols;

namespace Trooper.Api.Turns;

/// <summary>Reads a request's body once, whole, into pooled memory.</summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>The Messages API's own limit (https://docs.anthropic.com/en/api/errors: 32 MB).</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>What is over the limit is heard and thrown away, so that the client is still there to be told.</summary>
    public const int MostToHear = 4 * MaxBytes;

    private byte[] buffer;
    private int length;

    private RequestBody(int capacity) => buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    /// <exception cref="RequestRejectedException">The body is too large, cut short, or in an encoding that is not known.</exception>
    public static async Task<RequestBody> Read(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > MaxBytes)
            throw TooLarge();
        var body = new RequestBody((int)Math.Clamp(request.ContentLength + 1 ?? 16 * 1024, 1024, MaxBytes + 1));
        try
        {
            await body.Fill(Decoded(request), cancellation);
            return body;
        }
        // Brotli's word for bytes that are none is InvalidOperationException.
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException or InvalidOperationException)
        {
            body.Dispose();
            throw (e as BadHttpRequestException)?.StatusCode switch
            {
                413 => TooLarge(),
                408 => new RequestRejectedException("The request body came too slowly", 408),
                _ => new RequestRejectedException("The request body could not be read: it is shorter than announced, or not in the encoding that content-encoding names"),
            };
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        length = 0;
    }

    private async Task Fill(Stream stream, CancellationToken cancellation)
    {
        while (true)
        {
            if (length == buffer.Length)
                Grow();
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellation);
            if (read == 0)
                break;
            length += read;
            if (length > MaxBytes)
                throw TooLarge();
        }
        if (Bytes.Span.StartsWith("\uFEFF"u8))
        {
            length -= 3;
            buffer.AsSpan(3, length).CopyTo(buffer);
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private static Stream Decoded(HttpRequest request) => request.Headers.ContentEncoding.ToString().ToLowerInvariant() switch
    {
        "" or "identity" => request.Body,
        "gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
        "br" => new BrotliStream(request.Body, CompressionMode.Decompress),
        "deflate" => new ZLibStream(request.Body, CompressionMode.Decompress),
        var encoding => throw new RequestRejectedException($"content-encoding: '{encoding}' is not accepted: use gzip, br or deflate", 415),
    };

    private static RequestRejectedException TooLarge() => new($"The request body exceeds {MaxBytes / 1024 / 1024} MB", 413);
}
