using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Crashes;

/// <summary>Sends one lone message after the other and remembers which were answered to the last byte.</summary>
internal sealed class Person(string session, string mark = "")
{
    private readonly List<string> said = [];
    private readonly List<string> answered = [];

    public string Session => session;

    public IReadOnlyList<string> Said => said;

    public IReadOnlyList<string> Answered => answered;

    public async Task TalkUntilItDies(HttpClient http, Fuse fuse)
    {
        for (string? text = Next(); text is not null; text = Next())
        {
            if (!await Connection.Answers(http, Talk.Request([Talk.User(text)], stream: true), session, fuse))
                return;
            answered.Add(text);
        }
    }

    public void Check(IReadOnlyList<string> transcript)
    {
        foreach (var text in answered)
        {
            Assert.Single(transcript, $"user: {text}");
            Assert.Single(transcript, $"assistant: claude-sim heard: {text}");
        }
    }

    private string Next()
    {
        said.Add($"please do {mark}step {said.Count}");
        return said[^1];
    }
}
