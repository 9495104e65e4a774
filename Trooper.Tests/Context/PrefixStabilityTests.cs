using Trooper.Core.Context;
using Trooper.Core.Conversations;
using Trooper.Core.Sitrep;

namespace Trooper.Tests.Context;

/// <summary>Providers cache prefixes: what consecutive turns have in common costs little.</summary>
public class PrefixStabilityTests
{
    [Fact]
    public void Consecutive_turns_of_a_chat_share_most_of_their_context()
    {
        var chat = new Conversation();

        Assert.InRange(AverageShare(300, turn => chat.User($"Question {turn}: and what of rule {turn * 3}?").Assistant($"Rule {turn * 3} holds. {Conversation.Filler}"), chat), 0.7, 1);
    }

    [Fact]
    public void Consecutive_turns_of_an_agent_share_more_than_half_of_their_context()
    {
        var work = new Conversation().User("Port the parser.").Assistant("I will.");

        Assert.InRange(AverageShare(80, turn => work.Ran($"cat file{turn}.cs", Output(turn)), work), 0.55, 1);
    }

    [Fact]
    public void A_report_that_moves_in_steps_leaves_the_turns_between_their_prefix()
    {
        var (steady, latest) = (new List<double>(), new List<double>());
        var fold = new SitrepFold();
        var messages = new List<Message>();
        string? steadyBefore = null, latestBefore = null;
        for (var turn = 0; turn < 40; turn++)
        {
            Add(new(Role.Assistant, [new TextBlock($"I've ported file{turn}.cs. The tests of Parser{turn} fail still."), new ToolCallBlock($"c{turn}", "bash", $$"""{"command":"cat file{{turn}}.cs"}""")]));
            Add(new(Role.User, [new ToolResultBlock($"c{turn}", [new TextBlock(Output(turn))])]));
            Compare(fold.SteadyReport(), ref steadyBefore, steady);
            Compare(fold.Report(), ref latestBefore, latest);
        }

        Assert.InRange(steady.Average(), 0.4, 1);
        Assert.InRange(latest.Average(), 0, steady.Average() - 0.1);

        void Add(Message message)
        {
            fold.Add(messages.Count, message, DateTimeOffset.UnixEpoch);
            messages.Add(message);
        }

        void Compare(SitrepReport report, ref string? before, List<double> shares)
        {
            var context = new Case([Message.User("Port the parser."), .. messages], null, [], report, 6_144).Compact();
            var bytes = Bytes(context);
            if (before is not null && !context.IsWhole)
                shares.Add((double)before.AsSpan().CommonPrefixLength(bytes) / before.Length);
            before = bytes;
        }
    }

    private static string Bytes(CompactedContext context) => string.Concat(context.Messages.Select(message => message.Role + message.Flat()));

    private static double AverageShare(int turns, Action<int> next, Conversation conversation)
    {
        var shares = new List<double>();
        string? previous = null;
        for (var turn = 0; turn < turns; turn++)
        {
            next(turn);
            var context = conversation.Compact(6_144);
            var bytes = Bytes(context);
            if (previous is not null && !context.IsWhole)
                shares.Add((double)previous.AsSpan().CommonPrefixLength(bytes) / previous.Length);
            previous = bytes;
        }
        return shares.Average();
    }

    private static string Output(int turn) =>
        string.Concat(Enumerable.Range(0, 25).Select(i => $"file{turn}.cs:{i * 4}: public int Value{turn * 31 + i} => _table[{i}];\n"));
}
