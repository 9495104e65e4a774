using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal;

namespace Trooper.Tests.Gateway.Crashes;

/// <summary>A killed process loses nothing that a client was told, however often and whenever it is killed.</summary>
public sealed class KillTests
{
    private const int Kills = 20;
    private const int Clients = 3;

    [Fact]
    public async Task What_was_under_way_when_it_died_is_told()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var folder = new TestFolder();
        fakes.Anthropic.Script(Behave.Says("half", "never said").StalledAfter(4));
        using (var trooper = await TrooperProcess.Start(fakes, folder.Path))
        {
            await trooper.Http.Say("please finish step 1 first, it is completed", "s", false, ("X-Prefer-Local", "true"));
            using var reply = await trooper.Http.Open(Talk.Request([Talk.User("please go on with step 2")], stream: true), ("X-Session-ID", "s"));
            await reply.ReadUntil("half");
            await trooper.Http.Get("/session/s"); // what was recorded is durable
            trooper.Kill();
            await trooper.Ended();
        }

        using var next = await TrooperProcess.Start(fakes, folder.Path);
        var recovery = await next.Http.Get("/recovery/s");

        Assert.Contains("please go on with step 2", recovery.Field("in_flight").GetRawText());
        Assert.Contains("please go on with step 2", await next.Http.GetStringAsync("/recovery/s?format=prompt"));
        Assert.Equal("claude-sim heard: where were we", (await next.Http.Say("where were we", "s")).Text);
    }

    [Fact]
    public async Task Twenty_kills_under_load_lose_no_answered_turn_and_double_none()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var folder = new TestFolder();
        var chance = new Random(20261120);
        var people = Enumerable.Range(0, Clients).Select(place => new Person($"s-{place}")).ToList();
        var crowd = Enumerable.Range(0, Clients).Select(place => new Person("shared", $"c{place} ")).ToList();
        var agents = Enumerable.Range(0, 2).Select(place => new StubbornAgent($"a-{place}")).ToList();
        var starts = new List<TimeSpan>();

        for (var kill = 0; kill < Kills; kill++)
        {
            using var trooper = await TrooperProcess.Start(fakes, folder.Path);
            starts.Add(trooper.StartedIn);
            await Verify(trooper);
            var fuse = new Fuse(chance.Next(1, 100), trooper.Kill);
            var talks = people.Concat(crowd).Select(person => person.TalkUntilItDies(trooper.Http, fuse));
            var works = agents.Select(agent => agent.WorkUntilItDies(trooper.Http, fuse));
            await Task.WhenAll([.. talks, .. works]);
            await trooper.Ended();
        }

        using var last = await TrooperProcess.Start(fakes, folder.Path);
        await Verify(last);
        foreach (var agent in agents)
        {
            await agent.Finish(last.Http);
            Assert.Equal(agent.Lines, await last.Http.Transcript(agent.Session));
        }
        Assert.True(people.Concat(crowd).Sum(person => person.Answered.Count) > Kills, "hardly a turn was answered");
        Assert.InRange(starts.Min(), TimeSpan.Zero, TimeSpan.FromSeconds(5));

        async Task Verify(TrooperProcess trooper)
        {
            foreach (var talk in people.Concat(crowd).Where(person => person.Said.Count > 0).GroupBy(person => person.Session))
            {
                var transcript = talk.Any(person => person.Answered.Count > 0) ? await trooper.Http.Transcript(talk.Key) : [];
                Assert.Equal(transcript.Count, transcript.Distinct().Count());
                foreach (var person in talk)
                    person.Check(transcript);
            }
        }
    }
}
