using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Checks;

/// <summary>Calls a fake without any vendor's client between.</summary>
internal sealed class Caller : IDisposable
{
    // A reply that is dropped closes its connection at once, instead of being read to its end.
    private readonly HttpClient _client = new(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero });
    private readonly string _url;

    public Caller(FakeUpstream fake, string? path = null)
    {
        _url = path is null ? fake.Url : fake.BaseUrl + path;
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "key");
    }

    public Caller With(string header, string value)
    {
        _client.DefaultRequestHeaders.Remove(header);
        _client.DefaultRequestHeaders.Add(header, value);
        return this;
    }

    public async Task<(int Status, JsonElement Body)> Post(string json)
    {
        using var reply = await Send(json);
        return ((int)reply.StatusCode, WireJson.Parse(await reply.Content.ReadAsStringAsync()));
    }

    /// <summary>The events of a stream, without OpenAI's closing <c>[DONE]</c>.</summary>
    public async Task<IReadOnlyList<JsonElement>> Events(string json)
    {
        using var reply = await Send(json);
        Assert.Equal("text/event-stream", reply.Content.Headers.ContentType?.MediaType);
        var events = new List<JsonElement>();
        await foreach (var item in SseParser.Create(await reply.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            if (item.Data != "[DONE]")
            {
                events.Add(WireJson.Parse(item.Data));
            }
        }

        return events;
    }

    /// <summary>The lines of an NDJSON stream.</summary>
    public async Task<IReadOnlyList<JsonElement>> Lines(string json)
    {
        using var reply = await Send(json);
        return [.. (await reply.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(WireJson.Parse)];
    }

    public Task<HttpResponseMessage> Send(string json, CancellationToken cancellation = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new StringContent(json, MediaTypeHeaderValue.Parse("application/json")) };
        return _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    public void Dispose() => _client.Dispose();
}
