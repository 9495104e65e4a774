using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Crashes;

/// <summary>Resends its whole history, and a turn that was not answered again until it is.</summary>
internal sealed class StubbornAgent(string session)
{
    private readonly List<(string Role, string Text)> history = [];

    public string Session => session;

    public IReadOnlyList<string> Lines => [.. history.Select(message => $"{message.Role}: {message.Text}")];

    public async Task WorkUntilItDies(HttpClient http, Fuse fuse)
    {
        while (await Turn(http, fuse))
        {
        }
    }

    public async Task Finish(HttpClient http) => Assert.True(await Turn(http, new Fuse(int.MaxValue, () => { })));

    private async Task<bool> Turn(HttpClient http, Fuse fuse)
    {
        if (history is not [.., ("user", _)])
            history.Add(("user", $"please do step {history.Count}"));
        var messages = history.Select(message => (object)new { role = message.Role, content = message.Text }).ToList();
        if (!await Connection.Answers(http, Talk.Request(messages, stream: true), session, fuse))
            return false;
        history.Add(("assistant", $"claude-sim heard: {history[^1].Text}"));
        return true;
    }
}
