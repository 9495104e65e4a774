using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Gateway.Hosting;

/// <summary>Requests as a person at a command line, or an agent, makes them.</summary>
internal static class Client
{
    extension(HttpClient http)
    {
        /// <summary>Sends the message alone, as people do.</summary>
        public Task<TrooperReply> Say(string text, string? session = null, bool stream = false, params (string Name, string Value)[] headers) =>
            http.Ask([Talk.User(text)], session, stream, headers);

        /// <summary>Sends the whole history, as agents do.</summary>
        public Task<TrooperReply> Ask(IReadOnlyList<object> messages, string? session = null, bool stream = false, params (string Name, string Value)[] headers) =>
            http.Post(Talk.Request(messages, stream), session is null ? headers : [.. headers, ("X-Session-ID", session)]);

        public Task<TrooperReply> Post(object body, params (string Name, string Value)[] headers) => http.Post(WireJson.Write(body), headers);

        public Task<TrooperReply> Post(string json, params (string Name, string Value)[] headers) =>
            http.Send(HttpMethod.Post, "/v1/messages", new StringContent(json, MediaTypeHeaderValue.Parse("application/json")), headers);

        public async Task<TrooperReply> Send(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
        {
            using var request = Request(method, path, content, headers);
            return await TrooperReply.Read(await http.SendAsync(request));
        }

        /// <summary>Asks at any endpoint.</summary>
        public Task<TrooperReply> PostTo(string path, object body, params (string Name, string Value)[] headers) =>
            http.Send(HttpMethod.Post, path, new StringContent(WireJson.Write(body), MediaTypeHeaderValue.Parse("application/json")), headers);

        /// <summary>Opens a streamed reply, to be read piece by piece.</summary>
        public Task<LiveReply> Open(object body, params (string Name, string Value)[] headers) => http.OpenAt("/v1/messages", body, headers);

        public async Task<LiveReply> OpenAt(string path, object body, params (string Name, string Value)[] headers)
        {
            var content = new StringContent(WireJson.Write(body), MediaTypeHeaderValue.Parse("application/json"));
            using var request = Request(HttpMethod.Post, path, content, headers);
            return new LiveReply(await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead));
        }

        public async Task<JsonElement> Get(string path)
        {
            var reply = await http.Send(HttpMethod.Get, path);
            Assert.True(reply.Status == 200, $"{path}: {reply.Status} {reply.Body}");
            return reply.Json;
        }

        /// <summary>The session's messages as <c>role: text</c>, tool traffic in short.</summary>
        public async Task<IReadOnlyList<string>> Transcript(string session, string query = "") =>
            [.. (await http.Get($"/session/{session}{query}")).Items().Select(Talk.Line)];
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = content, Version = HttpVersion.Version11 };
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                content!.Headers.TryAddWithoutValidation(name, value);
        }
        return request;
    }
}
