using System.Net.Http.Headers;
using System.Text;
using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Servers;

namespace Trooper.Bench.Soak;

/// <summary>One turn's request, and how its answer ends when it is whole.</summary>
/// <param name="End">The last words of a stream of this protocol; null for an answer in one piece.</param>
internal sealed record SoakTurn(string Path, string Body, string? End)
{
    public bool IsStream => End is not null;

    /// <summary>Any of the ways that clients speak, to any of the providers.</summary>
    /// <param name="cutByProvider">The provider breaks off in the middle.</param>
    public static SoakTurn Any(Random random, int turn, bool cutByProvider)
    {
        if (cutByProvider)
            return Messages(Wish.Cut, turn);
        return random.Next(6) switch
        {
            0 => Messages(Wish.Paced, turn),
            1 => Messages(Wish.Local, turn),
            2 => Chat(Wish.OpenAI, turn),
            3 => Chat(Wish.Plain, turn),
            4 => Responses(Wish.Plain, turn),
            _ => new("/v1/messages", $$"""{"model":"{{Wish.Plain}}","stream":false,"max_tokens":1024,"messages":[{{User(turn)}}]}""", null),
        };
    }

    public HttpRequestMessage Request(string session)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(Body, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")) };
        request.Headers.Add("X-Session-ID", session);
        return request;
    }

    private static SoakTurn Messages(string model, int turn) =>
        new("/v1/messages", $$"""{"model":"{{model}}","stream":true,"max_tokens":1024,"messages":[{{User(turn)}}]}""", "message_stop");

    private static SoakTurn Chat(string model, int turn) =>
        new("/v1/chat/completions", $$"""{"model":"{{model}}","stream":true,"messages":[{{User(turn)}}]}""", "[DONE]");

    private static SoakTurn Responses(string model, int turn) =>
        new("/v1/responses", $$"""{"model":"{{model}}","stream":true,"input":"{{Prose.Say(turn, 3)}}"}""", "response.completed");

    private static string User(int turn) => $$"""{"role":"user","content":"{{Prose.Say(turn, 3)}}"}""";
}
