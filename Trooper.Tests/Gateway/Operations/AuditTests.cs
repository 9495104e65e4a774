using System.Text.Json;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal;

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

    [Fact]
    public async Task Settings_that_were_taken_and_those_that_were_refused_are_noted()
    {
        using var folder = new TestFolder();
        var file = Path.Combine(Directory.CreateDirectory(folder.Path).FullName, "trooper.json");
        await File.WriteAllTextAsync(file, "{}");
        await using var trooper = await TrooperHost.Start(null, ("TROOPER_CONFIG", file));
        await File.WriteAllTextAsync(file, """{ "OLLAMA_KEEP_ALIVE": "9m" }""");
        await trooper.Log.Until("changed OLLAMA_KEEP_ALIVE");
        await File.WriteAllTextAsync(file, """{ "CONTEXT_WINDOW": "much" }""");
        await trooper.Log.Until("is refused");

        IReadOnlyList<JsonElement> acts;
        using var patience = new CancellationTokenSource(Patience.Limit);
        do
            acts = [.. (await trooper.Http.Get("/admin/audit")).Items("acts")];
        while (acts.Count < 2 && !patience.IsCancellationRequested); // the line of the log comes a moment before

        Assert.Equal(["configuration_refused", "configuration_reloaded"], acts.Select(act => act.Text("act")));
        Assert.All(acts, act => Assert.Equal(("settings file", file), (act.Text("by"), act.Text("subject"))));
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
