using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Operations;

/// <summary><c>GET /admin/audit</c>: who did what to the gateway.</summary>
public sealed class AuditTests
{
    [Fact]
    public async Task A_deleted_session_is_named_with_who_deleted_it()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("please go on", "s");
        Assert.Equal(204, (await trooper.Http.Send(HttpMethod.Delete, "/session/s")).Status);
        Assert.Equal(404, (await trooper.Http.Send(HttpMethod.Delete, "/session/s")).Status);

        var act = Assert.Single((await trooper.Http.Get("/admin/audit")).Items("acts"));

        Assert.Equal(("session_deleted", "owner", "s"), (act.Text("act"), act.Text("by"), act.Text("subject")));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=many")]
    [InlineData("cursor=x")]
    public async Task What_is_asked_wrongly_is_refused(string query)
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("please go on", "s");
        await trooper.Http.Send(HttpMethod.Delete, "/session/s");

        Assert.Equal(400, (await trooper.Http.Send(HttpMethod.Get, $"/admin/audit?{query}")).Status);
    }
}
