using Trooper.Core.Context;

namespace Trooper.Tests.Context;

public class ContextPlanTests
{
    private const int Budget = 6_144;

    [Fact]
    public void A_session_that_may_fit_is_read_whole() =>
        Assert.Equal(Enumerable.Range(0, 30), ContextPlan.Choose(Session(30), Budget));

    [Theory]
    [InlineData(1_000)]
    [InlineData(20_000)]
    public void What_is_read_is_bounded_by_the_budget(int messages)
    {
        var session = Session(messages);

        var chosen = ContextPlan.Choose(session, Budget);

        Assert.True(chosen.Count < 250, $"{chosen.Count} messages read");
        Assert.True(chosen.Sum(i => session[i].Tokens) < 24 * Budget);
    }

    [Fact]
    public void The_beginning_and_the_latest_are_read()
    {
        var chosen = ContextPlan.Choose(Session(1_000), Budget);

        Assert.Equal([0, 1], chosen.Take(2));
        Assert.Equal(Enumerable.Range(1_000 - (chosen.Count - 2), chosen.Count - 2), chosen.Skip(2));
    }

    [Fact]
    public void The_cut_moves_in_steps()
    {
        var cuts = Enumerable.Range(1_000, 200).Select(messages => ContextPlan.Choose(Session(messages), Budget)[2]).ToArray();

        Assert.True(cuts.Distinct().Count() < 20, $"{cuts.Distinct().Count()} cuts in 200 turns");
        Assert.Equal(cuts.Order(), cuts);
    }

    [Fact]
    public void The_newest_user_message_is_read_however_much_came_after_it()
    {
        MessageOutline[] session =
            [.. Session(100), new(100, IsUser: true, 20, 20), new(101, false, 400_000, 400_000), new(102, false, 400_000, 10)];

        Assert.Contains(100, ContextPlan.Choose(session, Budget));
    }

    [Fact]
    public void What_the_user_asked_for_is_read_however_long_the_agent_has_worked()
    {
        MessageOutline[] session =
        [
            .. Session(100),
            new(100, IsUser: true, 40, 40),
            .. Enumerable.Range(101, 2_000).Select(i => new MessageOutline(i, i % 2 == 0, 900, i % 2 == 0 ? TokenEstimator.MessageOverhead : 30)),
        ];

        Assert.Contains(100, ContextPlan.Choose(session, Budget));
    }

    [Fact]
    public void An_empty_session_needs_nothing() => Assert.Empty(ContextPlan.Choose([], Budget));

    private static MessageOutline[] Session(int messages) =>
        [.. Enumerable.Range(0, messages).Select(i => new MessageOutline(i, i % 2 == 0, i % 2 == 0 ? 400 : 60, i % 2 == 0 ? 20 : 60))];
}
