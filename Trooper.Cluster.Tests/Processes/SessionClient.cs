namespace Trooper.Cluster.Tests.Processes;

/// <summary>One session's client: a person who sends each message alone and never the same one again, or an agent that resends its history until it is answered.</summary>
internal sealed class SessionClient(string session, bool isAgent, Random chance)
{
    private readonly List<(string Role, string Text)> history = [];
    private int said;

    public string Session => session;

    /// <summary>The messages that were answered to the last byte, with their answers: whichever provider they came from.</summary>
    public List<(string Text, string Answer)> Answered { get; } = [];

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
        var fronts = cluster.FrontsThatAreUp;
        var text = Next();
        var messages = isAgent ? history.Select(message => (object)new { role = message.Role, content = message.Text }).ToList() : [Trooper.Tests.Gateway.Hosting.Talk.User(text)];
        if (await tally.Note(Exchange.Make(fronts[chance.Next(fronts.Count)], messages, session, stream: chance.Next(4) > 0)) is not { } answer)
            return;
        Answered.Add((text, answer));
        if (isAgent)
            history.Add(("assistant", answer));
    }

    /// <summary>Nothing that was answered is missing, and nothing stands there twice.</summary>
    public void Check(IReadOnlyList<string> transcript)
    {
        foreach (var (text, answer) in Answered)
        {
            Assert.True(transcript.Count(line => line == $"user: {text}") == 1, $"{session}: '{text}' stands there not once in {Shown()}");
            Assert.True(transcript.Count(line => line == $"assistant: {answer}") == 1, $"{session}: '{answer}' stands there not once in {Shown()}");
        }
        Assert.Equal(transcript.Count, transcript.Distinct().Count());

        string Shown() => string.Join(" | ", transcript);
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
