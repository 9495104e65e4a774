using Microsoft.Extensions.Logging;
using Trooper.Core.Access;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal;

namespace Trooper.Tests.Gateway.Access;

/// <summary>Secrets with a mark, sent down every path: the mark comes out nowhere.</summary>
public sealed class CanaryTests
{
    private const string ProviderKey = "sk-ant-canary-of-trooper", TeamKey = "sk-ant-canary-of-blue";

    [Fact]
    public async Task No_secret_is_in_any_answer_event_log_or_file()
    {
        await using var trooper = await TrooperHost.StartBuilt(builder => builder.Logging.SetMinimumLevel(LogLevel.Trace), null, ("CLAUDE_API_KEY", ProviderKey));
        var (admin, blue) = (await trooper.MakeKey("ops", KeyRole.Admin), await trooper.MakeKey("blue"));
        string[] canaries = ["canary", admin.Secret, blue.Secret, admin.Key.Hash, blue.Key.Hash];
        using var root = trooper.Bearing(admin);
        using var http = trooper.Bearing(blue);
        var said = new List<string>();

        await Turns(root, ProviderKey);
        await root.Send(HttpMethod.Put, "/admin/teams/blue/providers/claude", new StringContent(WireJson.Write(new { key = TeamKey })));
        await Turns(http, TeamKey);
        foreach (var path in new[] { "/sessions", "/session/s", "/session/s/ledger", "/session/s/receipts", "/recovery/s", "/sitrep/s", "/providers", "/config", "/usage", "/v1/models", "/chat/s/transcript", "/dashboard/s/story", "/pages/setup", "/pages/me", "/chat", "/dashboard", "/nowhere", "/admin/keys" })
            said.Add(await Text(http, path));
        foreach (var path in new[] { "/admin/keys", "/admin/teams", "/admin/audit", "/metrics", "/openapi/v1.json" })
            said.Add(await Text(root, path));
        using (var events = await EventReader.Open(http, "/session/s/events", after: "0"))
            said.Add((await events.Next()).Data.ToString());
        foreach (var wrong in new[] { "tr-canary", "sk-ant-canary", "canary" })
        {
            foreach (var path in new[] { "/v1/messages", "/v1/chat/completions", "/v1/responses", "/", "/admin/keys", "/mcp" })
                said.Add(Whole(await trooper.Http.PostTo(path, new { }, headers: [("x-api-key", wrong), ("Authorization", $"Bearer {wrong}")])));
        }
        await trooper.Get<Locksmith>().Revoke(blue.Key.Id, default);
        said.Add(Whole(await http.Say("explain this", "s")));

        foreach (var canary in canaries)
        {
            Assert.DoesNotContain(said, text => text.Contains(canary, StringComparison.Ordinal));
            Assert.DoesNotContain(trooper.Log.Lines, line => line.Contains(canary, StringComparison.Ordinal));
        }
        foreach (var secret in new[] { "canary", admin.Secret, blue.Secret })
            Assert.False(trooper.Folder.AnyFileHolds(secret));

        async Task Turns(HttpClient client, string own)
        {
            trooper.Claude.Script(
                Behave.RepliesWith(401, $"the key {own} is refused"),
                Behave.RepliesWith(429, $"slow down, {own}"),
                Behave.RepliesWith(500, $"broken by {own}"),
                Behave.Resets(),
                Behave.Says("half", "of it").ResetAfter(4));
            for (var turn = 0; turn < 6; turn++)
                said.Add(Whole(await client.Say($"explain part {turn}", "s", stream: turn % 2 == 1)));
        }
    }

    [Fact]
    public async Task No_secret_is_in_what_a_failing_process_says()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "keys.json"), """{"keys":[{"id":"tr-canary""");
        (string, string)[] settings = [("CLAUDE_API_KEY", ProviderKey), ("TROOPER_SECRET_KEY", "canary"), ("TROOPER_PORT", "0")];

        foreach (var (secretKey, arguments) in new[] { ("canary", Array.Empty<string>()), (Convert.ToBase64String(new byte[32]), []), ("canary", ["keys", "list"]), (Convert.ToBase64String(new byte[32]), ["keys", "list"]) })
        {
            var (exitCode, output, error) = await TrooperProcess.Run(folder.Path, null, arguments, [.. settings, ("TROOPER_SECRET_KEY", secretKey)]);
            Assert.Equal(1, exitCode);
            Assert.DoesNotContain("canary", output + error);
            Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private static async Task<string> Text(HttpClient http, string path) => Whole(await http.Send(HttpMethod.Get, path));

    private static string Whole(TrooperReply reply) => $"{string.Join("\n", reply.Headers)}\n{reply.Body}";
}
