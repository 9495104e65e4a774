using Microsoft.AspNetCore.Routing;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Access;

/// <summary>What one team has, another does not see: on every route that there is.</summary>
public sealed class TeamWallTests
{
    private const string Session = "the-blue-session", Canary = "tapioca";

    /// <summary>What green must see of blue's session at each route. A route that is not here fails the test: whoever adds one says here what it may show.</summary>
    private static readonly Dictionary<string, Func<Walls, string, Task>> Cases = new()
    {
        ["GET /session/{id}"] = Walls.Hides,
        ["DELETE /session/{id}"] = Walls.Hides,
        ["GET /session/{id}/ledger"] = Walls.Hides,
        ["GET /session/{id}/receipts"] = Walls.Hides,
        ["GET /session/{id}/events"] = Walls.Hides,
        ["GET /sitrep/{id}"] = Walls.Hides,
        ["GET /recovery/{id}"] = Walls.Hides,
        ["GET /chat/{id}/transcript"] = Walls.Hides,
        ["GET /chat/{id}/stream"] = Walls.Hides,
        ["GET /dashboard/{id}/story"] = Walls.Hides,
        ["POST /session/{id}/append"] = (walls, route) => walls.BeginsItsOwn(route, new { role = "user", content = "said by green" }),
        ["POST /v1/messages"] = (walls, route) => walls.BeginsItsOwn(route, Talk.Request([Talk.User("explain what green says")])),
        ["POST /"] = (walls, route) => walls.BeginsItsOwn(route, Talk.Request([Talk.User("explain what green says")])),
        ["POST /v1/chat/completions"] = (walls, route) => walls.BeginsItsOwn(route, Talk.Request([Talk.User("explain what green says")])),
        ["POST /v1/responses"] = (walls, route) => walls.BeginsItsOwn(route, new { model = "claude-sim", input = "explain what green says" }),
        ["POST /v1/messages/count_tokens"] = (walls, route) => walls.TellsNothing(route, Talk.Request([Talk.User("explain what green says")])),
        ["GET /sessions"] = Walls.TellsNothing,
        ["GET /usage"] = Walls.TellsNothing,
        ["GET /openapi/{documentName}.json"] = Walls.TellsNothing,
        ["POST /mcp"] = (walls, route) => walls.FindsNoSession(route),
        ["GET /pages/wall"] = (walls, _) => walls.ShowsAnEmptyWall(),
        ["GET /v1/models"] = Walls.TellsNothing,
        ["GET /v1/models/{**id}"] = Walls.TellsNothing,
        ["GET /providers"] = Walls.TellsNothing,
        ["GET /config"] = Walls.TellsNothing,
        ["GET /pages/setup"] = Walls.TellsNothing,
        ["GET /pages/me"] = Walls.TellsNothing,
        ["GET /healthz"] = Walls.IsOpen,
        ["GET /readyz"] = Walls.IsOpen,
        ["GET /"] = Walls.IsOpen,
        ["HEAD /"] = Walls.IsOpen,
        ["GET /signin"] = Walls.IsOpen,
        ["POST /signin"] = Walls.IsOpen,
        ["POST /signout"] = Walls.IsOpen,
        ["GET /pages/{**file}"] = Walls.IsOpen,
        ["GET /metrics"] = Walls.IsOpen, // on loopback
        ["GET /chat"] = Walls.IsPage,
        ["GET /chat/{id}"] = Walls.IsPage,
        ["GET /dashboard"] = Walls.IsPage,
        ["GET /dashboard/{id}"] = Walls.IsPage,
        ["GET /admin/keys"] = Walls.IsForAdmins,
        ["POST /admin/keys"] = Walls.IsForAdmins,
        ["DELETE /admin/keys/{id}"] = Walls.IsForAdmins,
        ["POST /admin/keys/{id}/rotate"] = Walls.IsForAdmins,
        ["GET /admin/audit"] = Walls.IsForAdmins,
        ["GET /admin/teams"] = Walls.IsForAdmins,
        ["PUT /admin/teams/{team}/providers/{provider}"] = Walls.IsForAdmins,
        ["DELETE /admin/teams/{team}/providers/{provider}"] = Walls.IsForAdmins,
    };

    [Fact]
    public async Task Another_teams_key_sees_nothing_at_any_route()
    {
        await using var trooper = await TrooperHost.Start();
        var walls = await Walls.Build(trooper);
        var routes = trooper.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(route => (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(method => $"{method} /{route.RoutePattern.RawText!.Trim('/')}"))
            .Distinct().ToList();

        Assert.Empty(routes.Except(Cases.Keys));
        Assert.Empty(Cases.Keys.Except(routes));
        foreach (var route in routes)
            await Cases[route](walls, route);

        await walls.StandsUntouched();
    }

    [Fact]
    public async Task Two_teams_may_use_the_same_id_and_each_has_its_own_session()
    {
        await using var trooper = await TrooperHost.Start();
        using var blue = trooper.Bearing(await trooper.MakeKey("blue"));
        using var green = trooper.Bearing(await trooper.MakeKey("green"));

        await blue.Say("explain what blue says", "s");
        await green.Say("explain what green says", "s");

        Assert.Equal("user: explain what blue says", (await blue.Transcript("s"))[0]);
        Assert.Equal("user: explain what green says", (await green.Transcript("s"))[0]);
        Assert.Equal(204, (await green.Send(HttpMethod.Delete, "/session/s")).Status);
        Assert.Equal(2, (await blue.Transcript("s")).Count);
    }

    [Fact]
    public async Task A_conversation_is_found_again_by_what_was_said_within_its_team_only()
    {
        await using var trooper = await TrooperHost.Start();
        using var blue = trooper.Bearing(await trooper.MakeKey("blue"));
        using var colleague = trooper.Bearing(await trooper.MakeKey("blue"));
        using var green = trooper.Bearing(await trooper.MakeKey("green"));
        var first = await blue.Ask([Talk.User("explain the plan")]);
        object[] history = [Talk.User("explain the plan"), Talk.Assistant(first.Text), Talk.User("explain the rest")];

        Assert.NotEqual(first.Session, (await green.Ask(history)).Session);
        Assert.Equal(first.Session, (await colleague.Ask(history)).Session);
    }

    [Fact]
    public async Task A_reply_and_its_items_are_known_within_their_team_only()
    {
        await using var trooper = await TrooperHost.StartWith(["openai"]);
        using var blue = trooper.Bearing(await trooper.MakeKey("blue"));
        using var green = trooper.Bearing(await trooper.MakeKey("green"));
        var reply = (await blue.PostTo("/v1/responses", new { model = "gpt-sim", input = $"explain {Canary}" })).Json;
        object goOn = new { model = "gpt-sim", input = "explain more", previous_response_id = reply.Text("id") };
        object refer = new { model = "gpt-sim", input = new object[] { new { type = "item_reference", id = reply.Items("output").First().Text("id") }, Talk.User("explain more") } };

        var refused = await green.PostTo("/v1/responses", goOn);

        Assert.Equal((400, "previous_response_not_found"), (refused.Status, refused.Json.Field("error").Text("code")));
        await green.PostTo("/v1/responses", refer);
        Assert.DoesNotContain(trooper.Fakes.OpenAI.Requests.Skip(1), request => request.Text.Contains(Canary, StringComparison.Ordinal));
        Assert.Equal(200, (await blue.PostTo("/v1/responses", goOn)).Status);
    }

    [Fact]
    public async Task What_one_team_keeps_local_does_not_tell_on_itself_to_another()
    {
        await using var trooper = await TrooperHost.Start();
        using var blue = trooper.Bearing(await trooper.MakeKey("blue"));
        using var green = trooper.Bearing(await trooper.MakeKey("green"));
        const string Secret = "explain the launch code for the whole of the northern array";
        await blue.Say(Secret, "s", headers: ("X-Force-Local", "true"));

        Assert.Equal("claude", (await green.Say(Secret, "t")).Trooper("Provider"));
        Assert.Equal("ollama", (await blue.Say(Secret, "u")).Trooper("Provider"));
    }

    [Fact]
    public async Task A_sub_agent_is_found_below_its_own_teams_parent_only()
    {
        await using var trooper = await TrooperHost.Start();
        using var blue = trooper.Bearing(await trooper.MakeKey("blue"));
        using var green = trooper.Bearing(await trooper.MakeKey("green"));
        await blue.Say("explain the plan", "parent");
        await green.Say("explain my plan", "parent");
        await green.Say("explain a part", "green-child", headers: ("X-Parent-Session-ID", "parent"));

        Assert.DoesNotContain("green-child", (await blue.Get("/recovery/parent")).ToString());
        Assert.Contains("green-child", (await green.Get("/recovery/parent")).ToString());
    }

    /// <summary>A blue session, and green who tries the doors.</summary>
    private sealed class Walls
    {
        private readonly TrooperHost trooper;
        private readonly HttpClient blue, green;
        private IReadOnlyList<string> said = [];

        private Walls(TrooperHost trooper, HttpClient blue, HttpClient green) => (this.trooper, this.blue, this.green) = (trooper, blue, green);

        public static async Task<Walls> Build(TrooperHost trooper)
        {
            var walls = new Walls(trooper, trooper.Bearing(await trooper.MakeKey("blue")), trooper.Bearing(await trooper.MakeKey("green")));
            await walls.blue.Say($"explain the {Canary}", Session);
            await walls.blue.Say($"explain the {Canary} again", $"{Session}-child", headers: ("X-Parent-Session-ID", Session));
            walls.said = await walls.blue.Transcript(Session);
            return walls;
        }

        public static async Task Hides(Walls walls, string route)
        {
            var reply = await walls.Ask(walls.green, route);
            Assert.True(reply.Status == 404, $"{route}: {reply.Status} {reply.Body}");
            Assert.DoesNotContain(Canary, reply.Body);
            await walls.NeedsKey(route);
        }

        public static Task TellsNothing(Walls walls, string route) => walls.TellsNothing(route, null);

        public async Task TellsNothing(string route, object? body)
        {
            var reply = await Ask(green, route, body);
            Assert.True(reply.Status is 200 or 404, $"{route}: {reply.Status}");
            Assert.DoesNotContain(Canary, reply.Body);
            Assert.DoesNotContain(Session, reply.Body);
            await NeedsKey(route);
        }

        public async Task FindsNoSession(string route)
        {
            foreach (var tool in new[] { "session_sitrep", "session_recovery", "session_steps", "session_search" })
            {
                var reply = await Ask(green, route, new { jsonrpc = "2.0", id = 1, method = "tools/call", @params = new { name = tool, arguments = new { session_id = Session, query = "explain" } } });
                Assert.Contains("there is no session", reply.Body);
                Assert.DoesNotContain(Canary, reply.Body);
            }
            await NeedsKey(route);
        }

        public static async Task IsOpen(Walls walls, string route)
        {
            var reply = await walls.Ask(walls.trooper.Http, route);
            Assert.DoesNotContain(Canary, reply.Body);
            Assert.DoesNotContain(Session, reply.Body);
            Assert.False(reply.Status == 401 && reply.Header("WWW-Authenticate") is not null, route);
        }

        public static async Task IsPage(Walls walls, string route)
        {
            using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = walls.trooper.Url };
            Assert.StartsWith("/signin?to=", (await browser.GetAsync(Path(route))).Headers.Location?.ToString());
            var reply = await walls.Ask(walls.green, route);
            Assert.Equal(200, reply.Status);
            Assert.DoesNotContain(Canary, reply.Body);
        }

        public static async Task IsForAdmins(Walls walls, string route)
        {
            var reply = await walls.Ask(walls.green, route);
            Assert.True(reply.Status == 403, $"{route}: {reply.Status} {reply.Body}");
            await walls.NeedsKey(route);
        }

        public async Task BeginsItsOwn(string route, object body)
        {
            var before = Requests().Count;
            var reply = await Ask(green, route, body);
            Assert.True(reply.Status == 200, $"{route}: {reply.Status} {reply.Body}");
            Assert.DoesNotContain(Canary, reply.Body);
            Assert.DoesNotContain(Requests().Skip(before), request => request.Text.Contains(Canary, StringComparison.Ordinal));
            Assert.DoesNotContain(Canary, string.Join("\n", await green.Transcript(Session)));
            await green.Send(HttpMethod.Delete, $"/session/{Session}");
            await NeedsKey(route);
        }

        public async Task ShowsAnEmptyWall()
        {
            using var page = await EventReader.Open(green, "/pages/wall");
            for (var told = await page.Next(); told.Name != "providers"; told = await page.Next())
                Assert.True(told.Name != "sessions" || !told.Data.Items("shown").Any());
            await NeedsKey("GET /pages/wall");
        }

        public async Task StandsUntouched() => Assert.Equal(said, await blue.Transcript(Session));

        private List<RecordedRequest> Requests() => [.. trooper.Claude.Requests, .. trooper.Ollama.Requests];

        private async Task NeedsKey(string route) => Assert.Equal(401, (await Ask(trooper.Http, route)).Status);

        private static Task<TrooperReply> Ask(HttpClient http, string route, object? body, string path) => http.Send(
            new(route.Split(' ')[0]),
            path,
            body is null ? null : new StringContent(WireJson.Write(body), new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
            ("X-Session-ID", Session));

        private Task<TrooperReply> Ask(HttpClient http, string route, object? body = null) => Ask(http, route, body, Path(route));

        private static string Path(string route) => route.Split(' ')[1].Replace("{id}", Session).Replace("{**id}", "claude-sim").Replace("{documentName}", "v1").Replace("{team}", "blue").Replace("{provider}", "claude").Replace("{**file}", "style.css");
    }
}
