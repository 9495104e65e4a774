using System.Text;
using Microsoft.AspNetCore.Http;

namespace Trooper.Tests.Fakes.Serving;

/// <summary>Writes text to a response and flushes it, whole or in chunks of a few bytes that respect neither lines nor characters.</summary>
internal sealed class BodyWriter(HttpContext context, int chunkBytes, CancellationToken ended)
{
    public async Task Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var chunk in bytes.Chunk(chunkBytes > 0 ? chunkBytes : Math.Max(1, bytes.Length)))
        {
            await context.Response.Body.WriteAsync(chunk, ended);
            await Flush();
        }
    }

    public Task Flush()
    {
        ended.ThrowIfCancellationRequested();
        return context.Response.Body.FlushAsync(ended);
    }

    /// <summary>Lets what was written arrive, then closes without the end that the client waits for.</summary>
    public static void BreakOff() => throw new BrokenOffException();
}
