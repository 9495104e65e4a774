using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Sessions;

/// <summary>An agent that keeps its own history and resends it whole with every request.</summary>
internal sealed class Agent(HttpClient http, params (string Name, string Value)[] headers)
{
    private readonly List<(string Role, string Text)> history = [];

    /// <summary>The history as transcripts show it.</summary>
    public IReadOnlyList<string> Lines => [.. history.Select(message => $"{message.Role}: {message.Text}")];

    public string Session { get; private set; } = "";

    public async Task<TrooperReply> Say(string text, bool stream = false)
    {
        history.Add(("user", text));
        var reply = await Resend(stream);
        history.Add(("assistant", reply.Text));
        return reply;
    }

    /// <summary>Sends the history as it is.</summary>
    public async Task<TrooperReply> Resend(bool stream = false)
    {
        var reply = await http.Ask([.. history.Select(message => new { role = message.Role, content = message.Text })], null, stream, headers);
        Assert.True(reply.Status == 200, reply.Body);
        Session = reply.Session;
        return reply;
    }

    /// <summary>Goes back to where the history had so many messages.</summary>
    public void ForgetAfter(int messages) => history.RemoveRange(messages, history.Count - messages);
}
