using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Sessions;

/// <summary><c>GET /session/{id}/events</c>: what happens is told as it happens, and what was missed is told again.</summary>
public sealed class EventStreamTests
{
    [Fact]
    public async Task A_watcher_is_told_turns_pieces_and_the_sitrep()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("we fix the login", "s");
        using var watcher = await Join(trooper, after: null);
        Assert.Equal("sitrep", (await watcher.Next()).Name);

        await trooper.Http.Say("please go on", "s", stream: true);

        var seen = await watcher.Until(seen => seen.Name == "sitrep");
        Assert.Equal("turn", seen[0].Name);
        Assert.Contains("please go on", seen[0].Data.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(seen, seen => seen.Name == "delta");
        Assert.Contains("assistant", seen[^2].Data.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watcher_holds_up_no_stop()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("we fix the login", "s");
        using var watcher = await Join(trooper, after: null);
        await watcher.Next();

        var restarted = trooper.Restart();

        await Assert.ThrowsAsync<EndOfStreamException>(watcher.Next); // ended, not torn
        await restarted.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task After_a_lost_connection_the_rest_is_told_once()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("we fix the login", "s");
        string last;
        using (var first = await Join(trooper, after: "0-0"))
            last = (await first.Next()).Id;
        trooper.Claude.Script(Behave.Overloaded());
        await trooper.Http.Say("please go on", "s");

        using var second = await Join(trooper, last);
        var seen = await second.Until(seen => seen.Name == "sitrep");

        Assert.DoesNotContain(seen, seen => seen.Id == last);
        Assert.Equal(seen.Select(seen => seen.Id).Distinct().Count(), seen.Count);
        Assert.Single(seen, seen => seen.Name == "fallback");
        Assert.Equal(3, seen.Count(seen => seen.Name == "turn"));
    }

    [Fact]
    public async Task Who_comes_in_the_middle_of_an_answer_is_told_its_beginning_and_nobody_is_told_twice()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("hello", "s");
        var gate = new Gate();
        trooper.Claude.Script(Behave.Says("one ", "two ", "three ", "four").HeldAfter(4, gate));
        using var early = await Join(trooper, after: null);
        var turn = trooper.Http.Say("go on", "s", stream: true);
        await early.Until(told => told.Name == "delta");

        using var late = await Join(trooper, after: null);
        await late.Next();
        gate.Open();
        await turn;

        var seen = (await late.Until(told => told.Name == "turn")).Where(told => told.Name == "delta").ToList();
        Assert.Equal(0, seen[0].Data.Integer("start"));
        Assert.StartsWith("one two ", seen[0].Data.Text("text"), StringComparison.Ordinal);
        Assert.Equal("one two three four", string.Concat(seen.Select(told => told.Data.Text("text"))));
        var rest = (await early.Until(told => told.Name == "turn")).Where(told => told.Name == "delta").ToList();
        Assert.True(rest[0].Data.Integer("start") > 0);
        Assert.Equal("one two three four".Length, rest[^1].Data.Integer("start") + rest[^1].Data.Text("text")!.Length);
    }

    [Fact]
    public async Task An_unknown_session_has_no_events()
    {
        await using var trooper = await TrooperHost.Start();

        using var reply = await trooper.Http.GetAsync("/session/nobody/events");

        Assert.Equal(404, (int)reply.StatusCode);
    }

    private static Task<EventReader> Join(TrooperHost trooper, string? after) => EventReader.Open(trooper.Http, "/session/s/events", after);
}
