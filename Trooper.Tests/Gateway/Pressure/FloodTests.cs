using System.Collections.Concurrent;
using System.Diagnostics;
using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal;
using Xunit.Abstractions;

namespace Trooper.Tests.Gateway.Pressure;

/// <summary>A real process under more than it can do.</summary>
public sealed class FloodTests(ITestOutputHelper output)
{
    private const int Clients = 160;

    private static readonly TimeSpan Flood = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task A_flood_is_shed_what_is_accepted_is_served_and_then_all_is_well_again()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var folder = new TestFolder();
        using var trooper = await TrooperProcess.Start(fakes, folder.Path, database: null, "--SHED_ABOVE=0.1s");
        var replies = new ConcurrentQueue<(int Status, TimeSpan Took, bool SaysWhen)>();
        for (var request = 0; request < 20; request++)
            await Ask(trooper, $"calm-{request}", replies);
        var calm = Percentile(replies);
        replies.Clear();

        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            for (var request = 0; clock.Elapsed < Flood; request++)
                await Ask(trooper, $"flood-{client}-{request}", replies);
        }).Append(Probe(trooper, clock)));
        var flooded = Percentile(replies);
        output.WriteLine($"calm p95 {calm.TotalMilliseconds:0} ms, under the flood {flooded.TotalMilliseconds:0} ms: {replies.Count(reply => reply.Status == 200)} served, {replies.Count(reply => reply.Status == 503)} shed");

        Assert.All(replies, reply => Assert.True(reply.Status == 200 || reply is (503, _, true), $"{reply}"));
        Assert.Contains(replies, reply => reply.Status == 200);
        Assert.Contains(replies, reply => reply.Status == 503);
        replies.Clear();
        await Task.Delay(TimeSpan.FromSeconds(1));
        for (var request = 0; request < 10; request++)
            await Ask(trooper, $"after-{request}", replies);
        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        Assert.Contains("No longer overloaded", trooper.Output);
    }

    private static async Task Ask(TrooperProcess trooper, string session, ConcurrentQueue<(int, TimeSpan, bool)> replies)
    {
        var clock = Stopwatch.StartNew();
        var reply = await trooper.Http.Ask(History, session);
        replies.Enqueue((reply.Status, clock.Elapsed, reply.Header("Retry-After") is not null));
    }

    // Enough to read that the processor is what is short.
    private static readonly object[] History =
        [.. Enumerable.Range(0, 100).SelectMany(turn => new[] { Talk.User($"please do step {turn}: {new string('x', 700)}"), Talk.Assistant($"I did step {turn}. {new string('y', 700)}") }), Talk.User("please go on")];

    private static async Task Probe(TrooperProcess trooper, Stopwatch clock)
    {
        while (clock.Elapsed < Flood)
        {
            await trooper.Http.Get("/healthz");
            await Task.Delay(200);
        }
    }

    private static TimeSpan Percentile(IEnumerable<(int Status, TimeSpan Took, bool)> replies)
    {
        var took = replies.Where(reply => reply.Status == 200).Select(reply => reply.Took).Order().ToList();
        return took[(int)(took.Count * 0.95)];
    }
}
