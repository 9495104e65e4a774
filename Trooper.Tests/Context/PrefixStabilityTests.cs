
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

    private static double AverageShare(int turns, Action<int> next, Conversation conversation)
    {
        var shares = new List<double>();
        string? previous = null;
        for (var turn = 0; turn < turns; turn++)
        {
            next(turn);
            var context = conversation.Compact(6_144);
            var bytes = string.Concat(context.Messages.Select(message => message.Role + message.Flat()));
            if (previous is not null && !context.IsWhole)
                shares.Add((double)previous.AsSpan().CommonPrefixLength(bytes) / previous.Length);
            previous = bytes;
        }
        return shares.Average();
    }

    private static string Output(int turn) =>
        string.Concat(Enumerable.Range(0, 25).Select(i => $"file{turn}.cs:{i * 4}: public int Value{turn * 31 + i} => _table[{i}];\n"));
}
