using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Dialects;

/// <summary>A question as it stands on the wire of each protocol, for what the vendors' clients would hide.</summary>
internal static class Asking
{
    public static string PathOf(string client) => client switch
    {
        "anthropic" => "/v1/messages",
        "chat" => "/v1/chat/completions",
        _ => "/v1/responses",
    };

    public static Dictionary<string, object> Body(string client, string model, string text, bool stream = false) => client switch
    {
        "anthropic" => new() { ["model"] = model, ["stream"] = stream, ["max_tokens"] = 1024, ["messages"] = new[] { Talk.User(text) } },
        "chat" => new() { ["model"] = model, ["stream"] = stream, ["messages"] = new[] { Talk.User(text) } },
        _ => new() { ["model"] = model, ["stream"] = stream, ["input"] = text, ["store"] = false },
    };

    public static Task<TrooperReply> Ask(this TrooperHost host, string client, Dictionary<string, object> body, params (string Name, string Value)[] headers) =>
        host.Http.PostTo(PathOf(client), body, headers);

    /// <summary>How many events a provider's stream has up to the first word of a text.</summary>
    public static int EventsToTheFirstWord(string client, string provider) => (client, provider) switch
    {
        (_, "claude") => 4, // the message, its block, a ping, the word
        ("responses", "openai") => 5, // created, in progress, the item, its part, the word
        (_, "openai") => 2, // the role, the word
        _ => 1,
    };

    /// <summary>The error's message, if the body is an error in the client's envelope.</summary>
    public static string ErrorMessage(string client, string body)
    {
        var json = WireJson.Parse(body);
        var error = json.Field("error");
        Assert.True(error.Text("type") is { Length: > 0 }, body);
        Assert.Equal(client == "anthropic" ? "error" : null, json.Text("type"));
        if (client != "anthropic")
            Assert.True(error.Has("param") && error.Has("code"), body);
        return error.Text("message")!;
    }
}
