using Trooper.Core.Conversations;
using Trooper.Core.Sitrep;

namespace Trooper.Tests.Sitrep;

/// <summary>The work of a turn is in proportion to the turn, not to the session. Allocations are counted, as time would waver.</summary>
public class TurnCostTests
{
    private const int Window = 10;

    [Fact]
    public void A_turns_cost_is_the_same_at_turn_100_and_at_turn_1000()
    {
        var fold = new SitrepFold();
        var costs = new Dictionary<int, double>();
        for (var turn = 0; turn < 1010; turn++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            AddTurn(fold, turn);
            var mark = turn < 20 ? 10 : turn is >= 100 and < 100 + Window ? 100 : turn >= 1000 ? 1000 : 0;
            if (mark > 0 && turn >= 10)
                costs[mark] = costs.GetValueOrDefault(mark) + (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Window;
        }

        // Up to turn 100 the lists fill, each up to its bound; from there on a turn costs what it costs.
        Assert.InRange(costs[1000], 0, costs[100] * 1.1);
        Assert.InRange(costs[1000], 0, costs[10] * 3);
    }

    [Fact]
    public void The_state_is_the_same_size_at_turn_100_and_at_turn_1000()
    {
        var fold = new SitrepFold();
        for (var turn = 0; turn < 100; turn++)
            AddTurn(fold, turn);
        var early = Conversation.State(fold).Length;
        for (var turn = 100; turn < 1000; turn++)
            AddTurn(fold, turn);

        Assert.InRange(Conversation.State(fold).Length, 0, early * 1.2);
    }

    private static void AddTurn(SitrepFold fold, int turn)
    {
        var index = turn * 4;
        fold.Add(index, Message.User($"Please add a filter for column c{turn:0000} to report_{turn:0000}.py, and keep the export as it is."), Conversation.Start);
        fold.Add(index + 1, new(Role.Assistant, [new TextBlock($"The filter is missing in view v{turn:0000}."), new ToolCallBlock($"t{turn}", "Edit", $$"""{"file_path":"/src/report_{{turn:0000}}.py"}""")]), Conversation.Start);
        fold.Add(index + 2, new(Role.User, [new ToolResultBlock($"t{turn}", [new TextBlock("The file has been updated.")])]), Conversation.Start);
        fold.Add(index + 3, Message.Assistant($"I've added the filter for c{turn:0000} in report_{turn:0000}.py. The queue q{turn:0000} is still blocked."), Conversation.Start);
    }
}
