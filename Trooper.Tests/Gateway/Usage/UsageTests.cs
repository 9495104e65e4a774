using System.Text.Json;
using Trooper.Core.Access;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Gateway.Limits;

namespace Trooper.Tests.Gateway.Usage;

/// <summary>What <c>GET /usage</c> tells whom.</summary>
public sealed class UsageTests
{
    private static readonly (string, string?)[] Prices = [("Trooper:Prices:claude-sim:input", "10"), ("Trooper:Prices:claude-sim:output", "100")];

    private readonly ManualTime time = new();

    [Fact]
    public async Task A_day_s_requests_tokens_and_money_are_there_by_model()
    {
        await using var trooper = await Start(Prices);
        var one = await Say(trooper, "k1");
        var other = await Say(trooper, "k1");
        await Say(trooper, "k1", ("X-Prefer-Local", "true"));

        var rows = await Rows(trooper, "k1", "?by=model");

        var (input, output) = (Tokens(one, "input_tokens") + Tokens(other, "input_tokens"), Tokens(one, "output_tokens") + Tokens(other, "output_tokens"));
        var claude = rows.Single(row => row.Text("model") == TrooperHost.ClaudeModel);
        Assert.Equal((2, input, output, 0), (claude.Integer("requests"), claude.Integer("input_tokens"), claude.Integer("output_tokens"), claude.Integer("tokens_saved")));
        Assert.Equal(((input * 10m) + (output * 100m)) / 1_000_000, claude.GetProperty("cost_usd").GetDecimal());
        var local = rows.Single(row => row.Text("model") == TrooperHost.LocalModel);
        Assert.Equal((1, 0m), (local.Integer("requests")!.Value, local.GetProperty("cost_usd").GetDecimal()));
        Assert.Equal(local.Integer("input_tokens") + local.Integer("output_tokens"), local.Integer("tokens_saved"));
        Assert.True(local.Integer("tokens_saved") > 0);
    }

    [Fact]
    public async Task Days_keys_and_teams_are_told_apart()
    {
        await using var trooper = await Start(Prices);
        await Say(trooper, "k1");
        await Say(trooper, "k2");
        await Say(trooper, "k3");
        time.Advance(TimeSpan.FromDays(1));
        await Say(trooper, "k1");

        Assert.Equal(["2026-06-01 3", "2026-06-02 1"], await Requests(trooper, "boss", "day"));
        Assert.Equal(["k1 2", "k2 1", "k3 1"], await Requests(trooper, "boss", "key"));
        Assert.Equal(["blue 1", "red 3"], await Requests(trooper, "boss", "team"));
        Assert.Equal(["2026-06-02 1"], await Requests(trooper, "boss", "day", "&from=2026-06-02"));
        Assert.Equal(["2026-06-01 3"], await Requests(trooper, "boss", "day", "&to=2026-06-01"));
        Assert.Equal("red", (await Rows(trooper, "boss", "?by=key"))[0].Text("team"));
    }

    [Fact]
    public async Task A_member_sees_its_own_team_s()
    {
        await using var trooper = await Start(Prices);
        await Say(trooper, "k1");
        await Say(trooper, "k3");

        Assert.Equal(["k3 1"], await Requests(trooper, "k3", "key"));
        Assert.Equal(["red 1"], await Requests(trooper, "k2", "team"));
    }

    [Theory]
    [InlineData("from=yesterday", "from: 'yesterday' is not accepted: a day of UTC, such as 2026-06-01")]
    [InlineData("to=2026-02-30", "to: '2026-02-30' is not accepted")]
    [InlineData("from=2026-06-03&to=2026-06-01", "from (2026-06-03) is after to (2026-06-01)")]
    [InlineData("by=colour", "by: 'colour' is not accepted: team, key, model or day")]
    [InlineData("by=1", "by: '1' is not accepted")]
    public async Task What_is_not_understood_is_named(string query, string complaint)
    {
        await using var trooper = await Start();

        var refused = await trooper.Http.Send(HttpMethod.Get, $"/usage?{query}", null, AsKey.Sent("k1"));

        Assert.Equal(400, refused.Status);
        Assert.Contains(complaint, refused.Json.Text("detail"));
    }

    [Fact]
    public async Task Usage_is_there_after_a_restart_and_a_kill_loses_no_more_than_a_moment()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var folder = new Journal.TestFolder();
        using (var trooper = await TrooperProcess.Start(fakes, folder.Path))
        {
            await trooper.Http.Say("please go on");
            using var patience = new CancellationTokenSource(Patience.Limit);
            while (folder.Files("*.jsonl").FirstOrDefault(file => file.Contains("usage", StringComparison.Ordinal)) is not { } file || new FileInfo(file).Length == 0)
                await Task.Delay(50, patience.Token);
            trooper.Kill();
        }

        using var again = await TrooperProcess.Start(fakes, folder.Path);

        Assert.Equal(1, (await again.Http.Get("/usage?by=team")).Items("rows").Single().Integer("requests"));
    }

    [Fact]
    public async Task A_model_without_a_price_costs_nothing_and_is_named_once()
    {
        await using var trooper = await Start();
        await Say(trooper, "k1");
        await Say(trooper, "k1");

        Assert.Equal(0, (await Rows(trooper, "k1", "?by=team")).Single().GetProperty("cost_usd").GetDecimal());
        Assert.Single(trooper.Log.Lines, line => line.Contains($"no price for {TrooperHost.ClaudeModel}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_that_another_provider_went_on_with_is_counted_for_both()
    {
        await using var trooper = await Start(Prices);
        trooper.Claude.Script(Behave.Says("It is ", "done, ", "all of it.").ResetAfter(5));

        await trooper.Http.Post(Talk.Request([Talk.User("please go on")], stream: true), AsKey.Sent("k1"));
        var rows = await Rows(trooper, "k1", "?by=model");

        var claude = rows.Single(row => row.Text("model") == TrooperHost.ClaudeModel);
        Assert.Equal(0, claude.Integer("requests"));
        Assert.True(claude.Integer("input_tokens") > 0);
        Assert.Equal(1, rows.Single(row => row.Text("model") == TrooperHost.LocalModel).Integer("requests"));
    }

    private Task<TrooperHost> Start(params (string Name, string? Value)[] changes) => TrooperHost.StartBuilt(
        AsKey.Of(
            AsKey.Limited("k1", KeyLimits.None, "red"),
            AsKey.Limited("k2", KeyLimits.None, "red"),
            AsKey.Limited("k3", KeyLimits.None, "blue"),
            AsKey.Limited("boss", KeyLimits.None, "blue", KeyRole.Admin)),
        time,
        changes);

    private static Task<TrooperReply> Say(TrooperHost trooper, string key, params (string, string)[] headers) => trooper.Http.Say("please go on", null, false, [.. headers, AsKey.Sent(key)]);

    private static int Tokens(TrooperReply reply, string field) => reply.Json.Field("usage").Integer(field)!.Value;

    private static async Task<List<string>> Requests(TrooperHost trooper, string key, string by, string more = "") =>
        [.. (await Rows(trooper, key, $"?by={by}{more}")).Select(row => $"{row.Text(by)} {row.Integer("requests")}")];

    private static async Task<List<JsonElement>> Rows(TrooperHost trooper, string key, string query) =>
        [.. (await trooper.Http.Send(HttpMethod.Get, $"/usage{query}", null, AsKey.Sent(key))).Json.Items("rows")];
}
