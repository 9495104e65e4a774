using FsCheck;
using FsCheck.Fluent;

namespace Trooper.Tests.Protocols.RoundTrips;

/// <summary>A conversation that goes from one dialect to another and back is the same, but for what the translator itself says it had to leave out.</summary>
public sealed class ConversationRoundTripTests
{
    public static TheoryData<string, string> Ways
    {
        get
        {
            var ways = new TheoryData<string, string>();
            foreach (var (from, by) in Carrier.Clients.SelectMany(from => Carrier.All.Where(by => by != from).Select(by => (from, by))))
                ways.Add(from.Name, by.Name);
            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void It_comes_back_but_for_what_was_reported(string from, string by)
    {
        var (client, provider) = (Named(from), Named(by));
        Prop.ForAll(AnyConversation.WithMore, messages =>
        {
            var asked = client.Carry(new() { Model = "m", Messages = messages }).Back;

            var (there, dropped) = provider.Carry(asked);
            var (back, droppedOnTheWayBack) = client.Carry(there with { System = null });

            Assert.Equal(asked.Messages.Count, back.Messages.Count);
            foreach (var (sent, returned) in asked.Messages.Zip(back.Messages))
                Gist.Of(sent).AssertCarried(Gist.Of(returned), [.. dropped, .. droppedOnTheWayBack]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(20));
    }

    private static Carrier Named(string name) => Carrier.All.Single(carrier => carrier.Name == name);
}
