namespace Trooper.Cluster.Tests.Processes;

/// <summary>One session's client: a person who sends each message alone and never the same one again, or an agent that resends its history until it is answered.</summary>
internal sealed class SessionClient(string session, bool isAgent, Random chance)
{
    private readonly List<(string Role, string Text)> history = [];
    private int said;

    public string Session => session;

    /// <summary>The messages that were answered to the last byte.</summary>
    public List<string> Answered { get; } = [];

    public async Task Talk(NodeCluster cluster, Tally tally, TimeSpan pause, CancellationToken enough)
    {
        await Task.Delay(pause * chance.NextDouble(), CancellationToken.None);
        while (!enough.IsCancellationRequested)
        {
            await Turn(cluster, tally);
            await Task.Delay(pause * (0.5 + chance.NextDouble()), enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async Task Turn(NodeCluster cluster, Tally tally)
    {
        var fronts = cluster.Fronts;
        var text = Next();
        var messages = isAgent ? history.Select(message => (object)new { role = message.Role, content = message.Text }).ToList() : [Trooper.Tests.Gateway.Hosting.Talk.User(text)];
        if (!await tally.Note(Exchange.Make(fronts[chance.Next(fronts.Count)].Http, messages, session, stream: chance.Next(4) > 0)))
            return;
        Answered.Add(text);
        if (isAgent)
            history.Add(("assistant", $"claude-sim heard: {text}"));
    }

    /// <summary>Nothing that was answered is missing, and nothing stands there twice.</summary>
    public void Check(IReadOnlyList<string> transcript)
    {
        foreach (var text in Answered)
        {
            Assert.Single(transcript, $"user: {text}");
            Assert.Single(transcript, $"assistant: claude-sim heard: {text}");
        }
        Assert.Equal(transcript.Count, transcript.Distinct().Count());
    }

    private string Next()
    {
        if (!isAgent)
            return $"please do step {said++}";
        if (history is not [.., ("user", _)])
            history.Add(("user", $"please do step {said++}"));
        return history[^1].Text;
    }
}
