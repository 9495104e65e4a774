using System.Text.Json;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Gateway.Hosting;

/// <summary>Reads an event stream as a browser does, one event after the other.</summary>
internal sealed class EventReader(HttpResponseMessage reply, StreamReader reader) : IDisposable
{
    public sealed record Told(string Id, string Name, JsonElement Data);

    /// <param name="after">What the browser had last, where it had lost the connection.</param>
    public static async Task<EventReader> Open(HttpClient http, string path, string? after = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (after is not null)
            request.Headers.Add("Last-Event-ID", after);
        var reply = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", reply.Content.Headers.ContentType?.MediaType);
        return new(reply, new StreamReader(await reply.Content.ReadAsStreamAsync()));
    }

    public async Task<Told> Next()
    {
        var fields = new Dictionary<string, string>();
        while (await reader.ReadLineAsync().WaitAsync(Patience.Limit) is { } line)
        {
            if (line.Length == 0 && fields.ContainsKey("data"))
                return new(fields["id"], fields["event"], WireJson.Parse(fields["data"]));
            if (line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon)
                fields[line[..colon]] = line[(colon + 2)..];
        }
        throw new EndOfStreamException();
    }

    /// <summary>All up to and with the first that is meant.</summary>
    public async Task<List<Told>> Until(Predicate<Told> last)
    {
        var seen = new List<Told>();
        do
            seen.Add(await Next());
        while (!last(seen[^1]));
        return seen;
    }

    public void Dispose()
    {
        reader.Dispose();
        reply.Dispose();
    }
}
