using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal.Postgres;

namespace Trooper.Cluster.Tests.Processes;

/// <summary>Those who watch a session, across nodes.</summary>
public sealed class FollowTests
{
    [PostgresOutageFact]
    public async Task A_page_whose_node_dies_in_the_middle_of_an_answer_goes_on_at_another()
    {
        await using var cluster = await NodeCluster.Start(["all", "all"]);
        var (dying, serving) = (cluster.Fronts[0], cluster.Fronts[1]);
        await serving.Http.Say("hello", "s");
        string last;
        string[] words = [.. Enumerable.Range(1, 30).Select(number => $"word{number} ")];
        var gate = new Gate();
        cluster.Fakes.Anthropic.Script(Behave.Says(words).Paced(TimeSpan.FromMilliseconds(50)).HeldAfter(4, gate));
        Task<TrooperReply> turn;
        using (var first = await EventReader.Open(dying.Http, "/chat/s/stream"))
        {
            await first.Until(told => told.Name == "status");
            turn = serving.Http.Say("please count", "s", stream: true);
            var seen = await first.Until(told => told.Name == "writing");
            Assert.Equal("please count", seen.First(told => told.Name == "turn").Data.Text("text"));
            last = seen[^1].Id;
            dying.Kill();
            await dying.Ended();
        }

        using var again = await EventReader.Open(serving.Http, "/chat/s/stream", last);
        await again.Until(told => told.Name == "status");
        gate.Open();
        await turn;

        var rest = await again.Until(told => told.Name == "turn");
        Assert.StartsWith("<p>word1 word2", rest.First(told => told.Name == "writing").Data.Text("open"), StringComparison.Ordinal);
        Assert.Equal(string.Concat(words).Trim(), rest[^1].Data.Text("text")!.Trim());
        Assert.Single(rest, told => told.Name == "turn");
    }

    [PostgresOutageFact]
    public async Task A_dashboard_shows_the_sessions_of_every_node()
    {
        await using var cluster = await NodeCluster.Start(["all", "all"]);
        await cluster.Fronts[0].Http.Say("we fix the login", "first");
        using var wall = await EventReader.Open(cluster.Fronts[0].Http, "/pages/wall");
        await wall.Until(told => told.Name == "sessions" && told.Data.GetRawText().Contains("\"first\"", StringComparison.Ordinal));

        await cluster.Fronts[1].Http.Say("we migrate the database", "second");

        await wall.Until(told => told.Name == "sessions" && told.Data.GetRawText().Contains("\"second\"", StringComparison.Ordinal));
    }
}
