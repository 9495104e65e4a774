using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Trooper.Cluster.Tests.Hosting;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Providers;
using Trooper.Core.Recovery;
using Trooper.Core.Sessions;
using Trooper.Core.Sitrep;
using Trooper.Grains.Providers;
using Trooper.Grains.Sessions;
using Trooper.Grains.Wire;

namespace Trooper.Cluster.Tests.Wire;

/// <summary>What passes between nodes arrives as it was sent, costs nothing within a node, and is understood by a node of another version.</summary>
public sealed class MessageTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly ServiceProvider Services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    private static readonly TurnOpening Opening = Talking.Opening("please go on", RouteWish.ForceLocal) with
    {
        Ticket = 4711,
        Messages = [MessageWeight.Record(new(Role.Assistant, [new TextBlock("so"), new ToolCallBlock("c1", "bash", """{"command":"ls"}""")]))],
    };

    private static readonly TranscriptTurn Turn = new(3, Message.User("hello"), "claude", "claude-sim", Locality.LocalOnly, At, 7, true, false);

    public static TheoryData<object> Messages => new(
        new History([1, UInt128.MaxValue]),
        new BeginTurn(Opening),
        new TurnBegun(new(3, Route.PrivacyHold, [new(1, 4)], true, 99, "claude"), true),
        new BuildContext(new(3, "ollama", 6144, Audience.Local, "be brief", [new("bash", "runs", "{}")]) { Ticket = 4711 }),
        new ContextBuilt(new(new("be brief", [], [Message.User("hello")], 9, 5, [1], [0]), [2], true)),
        new FallBackTurn(3, 4711, "claude", null, "402"),
        new EndTurn(Talking.Outcome(3, "heard") with { Ticket = 4711, WasTold = true }),
        new TurnEnded(true, 12),
        new AppendMessage(Message.User("hello"), null),
        new Transcript([Turn]),
        new Transcript(null),
        new Grains.Sessions.Sitrep(new SitrepReport { Intent = "ship it", OpenLoops = ["the tests"], Confidence = 0.5 }),
        new Grains.Sessions.Recovery(new RecoveryReport { SessionId = "s", Steps = [new("done", "list", 2, At)], InFlight = new(3, At, null, "go on") }),
        new Ledger([new(1, Locality.Any, [new("claude", At, [0])])]),
        new Receipts([new(At, "claude", 10, 9, 8, [1], [2], [3])]),
        News.Of(new TurnUpdate(new(4, 1), Turn, "direct", "rule")),
        News.Of(new FallbackUpdate(new(4, 0), 3, "claude", "ollama", "529")),
        new BreakerNews("claude", 5, Breaker.Healthy.Failed(At, "overloaded", At, TimeSpan.FromSeconds(60))),
        new FailureReport("overloaded", At, TimeSpan.FromSeconds(60)),
        new TrialAnswer(true, new("claude", 5, Breaker.Healthy)));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Arrive_as_they_were_sent(object message)
    {
        var serializer = Services.GetRequiredService<Serializer>();
        var arrived = serializer.Deserialize<object>(serializer.SerializeToArray(message));

        Assert.IsType(message.GetType(), arrived);
        Assert.Equal(Shown(message), Shown(arrived!));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Are_not_copied_within_a_node(object message) => Assert.Same(message, Services.GetRequiredService<DeepCopier>().Copy(message));

    [Fact]
    public void Fields_of_a_newer_node_are_passed_over_and_those_of_an_older_one_may_be_missing()
    {
        var converter = new TurnOpeningConverter();
        var sent = JsonNode.Parse(converter.ConvertToSurrogate(Opening).Utf8)!.AsObject();
        sent["a_field_of_tomorrow"] = 1;
        sent.Remove("ticket");
        sent.Remove("holds_foreign_secret");
        var read = converter.ConvertFromSurrogate(new(Encoding.UTF8.GetBytes(sent.ToJsonString())));

        Assert.Equal(Shown(Opening with { Ticket = 0 }), Shown(read));
    }

    internal static string Shown(object message) => JsonSerializer.Serialize(message, message.GetType(), new JsonSerializerOptions
    {
        TypeInfoResolver = System.Text.Json.Serialization.Metadata.JsonTypeInfoResolver.Combine(SessionCallJson.Default, new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver()),
    });
}
