using Trooper.Core.Access;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Access;

/// <summary><c>/admin/keys</c>.</summary>
public sealed class KeyEndpointTests
{
    private const string Keys = "/admin/keys";

    [Fact]
    public async Task The_owner_makes_the_first_key_and_from_then_on_one_is_needed()
    {
        await using var trooper = await TrooperHost.Start();

        var made = await trooper.Http.PostTo(Keys, new { team = "ops", name = "root", role = "admin", expires = "30d", providers = new[] { "claude" }, rpm = 60, tokens_per_day = 1000, money_per_month = 5.5, streams = 2, local_when_over = true });

        Assert.Equal((201, "no-store", "live"), (made.Status, made.Header("Cache-Control"), made.Json.Text("status")));
        Assert.Equal(401, (await trooper.Http.PostTo(Keys, new { team = "ops", name = "second" })).Status);
        var admin = ("x-api-key", made.Json.Text("key")!);
        var listed = (await trooper.Http.Send(HttpMethod.Get, Keys, null, admin)).Json.Items("keys").Single();
        string[] fields = ["id", "team", "name", "role", "rpm", "tokens_per_day", "money_per_month", "streams", "local_when_over"];
        Assert.Equal([made.Json.Text("id")!, "ops", "root", "admin", "60", "1000", "5.5", "2", "True"], fields.Select(field => listed.Field(field).ToString()));
        Assert.Equal("claude", Assert.Single(listed.Items("providers")).GetString());
        Assert.DoesNotContain(KeySecret.HashOf(admin.Item2), listed.ToString());
        Assert.DoesNotContain("tr-", listed.ToString());
    }

    [Fact]
    public async Task An_admin_rotates_and_revokes_and_it_holds_at_once()
    {
        await using var trooper = await TrooperHost.Start();
        using var admin = trooper.Bearing(await trooper.MakeKey("ops", KeyRole.Admin));
        var made = (await admin.PostTo(Keys, new { team = "blue", name = "ci" })).Json;
        var (id, secret) = (made.Text("id")!, made.Text("key")!);
        Assert.Equal(200, await Status(secret));

        var rotated = await admin.Send(HttpMethod.Post, $"{Keys}/{id}/rotate");
        Assert.Equal((200, 401, 200), (rotated.Status, await Status(secret), await Status(rotated.Json.Text("key")!)));
        var revoked = await admin.Send(HttpMethod.Delete, $"{Keys}/{id}");
        Assert.Equal((200, "revoked", 401), (revoked.Status, revoked.Json.Text("status"), await Status(rotated.Json.Text("key")!)));
        Assert.Equal(404, (await admin.Send(HttpMethod.Post, $"{Keys}/{id}/rotate")).Status);
        Assert.Equal(404, (await admin.Send(HttpMethod.Delete, $"{Keys}/key-of-nobody")).Status);

        var acts = (await admin.Get("/admin/audit")).Items("acts").Where(act => act.Text("subject") == id);
        Assert.Equal(["key_revoked", "key_rotated", "key_created"], acts.Select(act => act.Text("act")));

        async Task<int> Status(string key) => (await trooper.Http.Send(HttpMethod.Get, "/sessions", null, ("x-api-key", key))).Status;
    }

    [Theory]
    [InlineData("{}", "team")]
    [InlineData("[]", "JSON object")]
    [InlineData("{\"team\":\"blue\"", "JSON object")]
    [InlineData("{\"team\":\"blue\",\"name\":\"ci\",\"colour\":1}", "colour")]
    [InlineData("{\"team\":\"blue/green\",\"name\":\"ci\"}", "team: 'blue/green'")]
    [InlineData("{\"team\":\"blue\",\"name\":\"\"}", "name:")]
    [InlineData("{\"team\":\"blue\",\"name\":\"ci\",\"role\":\"owner\"}", "role")]
    [InlineData("{\"team\":\"blue\",\"name\":\"ci\",\"expires\":\"soon\"}", "expires: 'soon'")]
    [InlineData("{\"team\":\"blue\",\"name\":\"ci\",\"providers\":[\"cluade\"]}", "providers: 'cluade'")]
    [InlineData("{\"team\":\"blue\",\"name\":\"ci\",\"rpm\":0}", "rpm:")]
    public async Task What_is_asked_wrongly_is_refused_and_nothing_is_made(string body, string said)
    {
        await using var trooper = await TrooperHost.Start();

        var refused = await trooper.Http.Send(HttpMethod.Post, Keys, new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));

        Assert.Equal((400, "application/problem+json"), (refused.Status, refused.Header("Content-Type")));
        Assert.Contains(said, refused.Json.Text("detail"));
        Assert.Empty((await trooper.Http.Get(Keys)).Items("keys"));
    }
}
