using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal;
using Trooper.Tests.Journal.Postgres;

namespace Trooper.Tests.Gateway.Databases;

/// <summary>Processes of a team that share a database.</summary>
public sealed class SharedDatabaseTests
{
    [PostgresFact]
    public async Task Two_processes_serve_one_session_and_answer_all_of_its_turns()
    {
        await using var fakes = await FakeUpstreams.Start();
        await using var database = await TestDatabase.Make();
        using var folder = new TestFolder();
        using var one = await TrooperProcess.Start(fakes, folder.Path, database.ConnectionString);
        using var other = await TrooperProcess.Start(fakes, folder.Path, database.ConnectionString);

        await one.Http.Say("please remember that my name is Ada", "s");
        Assert.Equal(2, (await other.Http.Transcript("s")).Count);
        await other.Http.Say("please build a parser", "s");
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).SelectMany(number => new[]
        {
            one.Http.Say($"please do step {number} here", "s"),
            other.Http.Say($"please do step {number} there", "s"),
        }));

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        var transcript = await one.Http.Transcript("s");
        Assert.Equal(transcript, await other.Http.Transcript("s"));
        Assert.Equal(44, transcript.Count);
        Assert.Equal(22, transcript.Count(line => line.StartsWith("user: please", StringComparison.Ordinal)));
        Assert.All(Enumerable.Range(0, 10), number => Assert.Contains($"user: please do step {number} there", transcript));
        Assert.Equal("ready", (await one.Http.Get("/readyz")).Text("status"));
    }

    [PostgresFact]
    public async Task A_secret_told_to_one_process_is_kept_by_the_other()
    {
        await using var fakes = await FakeUpstreams.Start();
        await using var database = await TestDatabase.Make();
        using var folder = new TestFolder();
        using var one = await TrooperProcess.Start(fakes, folder.Path, database.ConnectionString);
        using var other = await TrooperProcess.Start(fakes, folder.Path, database.ConnectionString);
        const string Secret = "the launch code for the whole of the northern array is 4711";
        await other.Http.Say("please say hello", "s");
        var told = await one.Http.Say(Secret, "s", false, ("X-Force-Local", "true"));

        await other.Http.Ask([Talk.User("please say hello"), Talk.Assistant("claude-sim heard: please say hello"), Talk.User(Secret), Talk.Assistant(told.Text!), Talk.User("please go on")], "s");

        Assert.DoesNotContain(fakes.Anthropic.Requests, request => request.Body.AsSpan().IndexOf("4711"u8) >= 0);
    }
}
