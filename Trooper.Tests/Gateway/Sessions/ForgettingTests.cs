using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Sessions;

/// <summary>Sessions that are deleted, by hand or for their age, leave nothing behind.</summary>
public sealed class ForgettingTests
{
    [Fact]
    public async Task A_deleted_session_is_forgotten_everywhere()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("please keep CANARY-7 to yourself", "s");
        await trooper.Http.Say("another session", "t");
        Assert.True(trooper.Folder.AnyFileHolds("CANARY-7"));

        Assert.Equal(204, (await trooper.Http.Send(HttpMethod.Delete, "/session/s")).Status);

        foreach (var path in new[] { "/session/s", "/session/s/ledger", "/session/s/receipts", "/sitrep/s", "/recovery/s" })
            Assert.Equal(404, (await trooper.Http.Send(HttpMethod.Get, path)).Status);
        Assert.Equal(404, (await trooper.Http.Send(HttpMethod.Delete, "/session/s")).Status);
        Assert.Equal(["t"], (await trooper.Http.Get("/sessions")).Items("sessions").Select(session => session.Text("session_id")!));
        await trooper.Restart();
        Assert.False(trooper.Folder.AnyFileHolds("CANARY-7"));
        Assert.Equal(404, (await trooper.Http.Send(HttpMethod.Get, "/session/s")).Status);
        await trooper.Http.Say("please begin anew", "s");
        Assert.Equal(2, (await trooper.Http.Transcript("s")).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_deleted_under_a_turn_stays_deleted(bool fallsBack)
    {
        await using var trooper = await TrooperHost.Start();
        var gate = new Gate();
        trooper.Claude.Script((fallsBack ? Behave.Overloaded() : Behave.Normally()).HeldBeforeHeaders(gate));

        var turn = trooper.Http.Say("please go on", "s");
        await gate.Reached;
        await trooper.Http.Send(HttpMethod.Delete, "/session/s");
        gate.Open();
        await turn;

        Assert.Equal(404, (await trooper.Http.Send(HttpMethod.Get, "/session/s")).Status);
        Assert.Equal(0, (await trooper.Http.Get("/sessions")).Integer("count"));
        Assert.Empty(trooper.Log.Faults);
    }

    [Fact]
    public async Task Sessions_that_nobody_uses_are_swept_away()
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time, ("SESSION_TTL", "90s"));
        await trooper.Http.Say("please go on", "old");
        time.Advance(TimeSpan.FromSeconds(60));
        await trooper.Http.Say("please go on", "young");
        time.Advance(TimeSpan.FromSeconds(60));
        await trooper.Log.Until("1 sessions, idle for longer");

        Assert.Equal(["young"], (await trooper.Http.Get("/sessions")).Items("sessions").Select(session => session.Text("session_id")!));
    }
}
