using System.Globalization;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Pages;

/// <summary><c>GET /pages/wall</c>: what changed, and nothing else.</summary>
public sealed class WallStreamTests
{
    [Fact]
    public async Task Only_what_changed_is_told()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("we fix the login", "one");
        await trooper.Http.Say("we fix the logout", "two");
        using var page = await EventReader.Open(trooper.Http, "/pages/wall");
        Assert.Equal(["two", "one"], Ids((await page.Until(told => told.Name == "sessions"))[^1]));

        await trooper.Http.Say("please go on", "one");

        var change = (await page.Until(told => told.Name == "sessions"))[^1];
        Assert.Equal(["one"], Ids(change));
        Assert.Equal(["one", "two"], change.Data.Items("shown").Select(id => id.GetString()));
    }

    [Fact]
    public async Task After_a_lost_connection_what_is_long_known_is_not_told_again()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("we fix the login", "one");
        var later = DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var earlier = DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

        using var missedAll = await EventReader.Open(trooper.Http, "/pages/wall", earlier);
        Assert.Equal(["one"], Ids(await missedAll.Next()));
        using var confused = await EventReader.Open(trooper.Http, "/pages/wall", later);
        Assert.Equal(["one"], (await confused.Next()).Data.Items("shown").Select(id => id.GetString()));
    }

    [Fact]
    public async Task A_turn_under_way_is_seen()
    {
        await using var trooper = await TrooperHost.Start();
        var gate = new Fakes.Gate();
        trooper.Claude.Script(Fakes.Behave.Normally().HeldBeforeHeaders(gate));
        var turn = trooper.Http.Say("explain how to go on", "one");
        await gate.Reached;

        using var page = await EventReader.Open(trooper.Http, "/pages/wall");
        Assert.True((await page.Next()).Data.Items("changed")[0].Field("under_way").GetBoolean());
        gate.Open();
        await turn;
        Assert.False((await page.Until(told => told.Name == "sessions"))[^1].Data.Items("changed")[0].Field("under_way").GetBoolean());
    }

    private static IEnumerable<string?> Ids(EventReader.Told change) => change.Data.Items("changed").Select(session => session.Field("session").Text("session_id"));
}
