namespace Trooper.Tests.Sitrep;

public class LoopTests
{
    [Theory]
    [InlineData("The importer is broken.")]
    [InlineData("The nightly job keeps waiting: it is stuck. The queue is blocked.")]
    [InlineData("The alert for disk space is missing.")]
    [InlineData("The invoice total is off by 3 EUR.")]
    [InlineData("The release has not been approved.")]
    [InlineData("It is unclear whether the backup works, the retention rule is still unconfirmed.")]
    [InlineData("The printer isn't reachable.")]
    [InlineData("There is a type error in the reducer.")]
    public void Trouble_opens_a_loop(string said) => Assert.NotEmpty(new Conversation().Assistant(said).Report.OpenLoops);

    [Theory]
    [InlineData("Nothing is broken.")]
    [InlineData("The importer is no longer broken.")]
    [InlineData("If the importer fails we retry.")]
    [InlineData("Is the importer broken?")]
    [InlineData("I'll look for missing files.")]
    [InlineData("```\nthe importer is broken\n```")]
    [InlineData("The button says \"payment failed\".")]
    public void What_is_not_trouble_opens_none(string said) => Assert.Empty(new Conversation().Assistant(said).Report.OpenLoops);

    [Theory]
    [InlineData("Credit notes are implemented, but not deployed.", "Credit notes are implemented, not deployed")]
    [InlineData("I'm blocked: the vault rejects my key.", "I'm blocked: the vault rejects my key")]
    [InlineData("I can't tell whether mails arrive, that's unclear.", "I can't tell whether mails arrive, that's unclear")]
    [InlineData("Left to do:\n- rotate the keys", "rotate the keys")]
    [InlineData("The dunning run has not been started.", "The dunning run has not been started")]
    public void Loop_says_what_it_is_about(string said, string loop) => Assert.Equal(loop, new Conversation().Assistant(said).Report.OpenLoops[0]);

    [Fact]
    public void Users_problem_is_settled_when_the_assistant_rests_content()
    {
        var report = new Conversation().User("The cart crashes on empty coupons").Shell("rg coupon").Result("x").Assistant("I've added a guard to `applyCoupon()`.").Report;

        Assert.Empty(report.OpenLoops);
        Assert.Equal(["The cart crashes on empty coupons"], report.ResolvedLoops);
    }

    [Fact]
    public void Settled_loop_moves()
    {
        var report = new Conversation().Assistant("The payment webhook is broken.").Assistant("The payment webhook is fixed.").Report;

        Assert.Empty(report.OpenLoops);
        Assert.Equal(["The payment webhook is broken"], report.ResolvedLoops);
    }

    [Fact]
    public void Success_elsewhere_leaves_it_open()
    {
        var report = new Conversation().Assistant("The payment webhook is broken.").Assistant("The footer is finished.").Report;

        Assert.Equal(["The payment webhook is broken"], report.OpenLoops);
    }

    [Fact]
    public void General_success_settles_trouble_but_not_what_waits_for_others()
    {
        var report = new Conversation()
            .Assistant("The parser is broken. The security review has not been approved.")
            .Assistant("All tests pass.")
            .Report;

        Assert.Equal(["The security review has not been approved"], report.OpenLoops);
        Assert.Equal(["The parser is broken"], report.ResolvedLoops);
    }

    [Fact]
    public void Trouble_in_passing_is_settled_by_the_next_success()
    {
        var report = new Conversation()
            .Call("Bash", """{"command":"make"}""", "The include path is wrong. Trying the other one.").Result("ok")
            .Assistant("The library has been built.")
            .Report;

        Assert.Empty(report.OpenLoops);
        Assert.Single(report.ResolvedLoops);
    }

    [Fact]
    public void Task_list_tells_what_is_open()
    {
        var report = new Conversation()
            .Call("update_plan", """{"plan":[{"step":"Load rows","status":"completed"},{"step":"Check totals","status":"in_progress"}]}""")
            .Report;

        Assert.Equal(["Check totals"], report.OpenLoops);
    }

    [Fact]
    public void Request_under_way_is_open_until_it_is_answered()
    {
        var talk = new Conversation().User("Add paging to the orders list").Assistant("Done. Paging is added to the orders list.")
            .User("Add sorting by customer name as well").Shell("rg -n sort src");

        Assert.Contains(talk.Report.OpenLoops, loop => loop.StartsWith("Add sorting", StringComparison.Ordinal));
        Assert.Empty(talk.Result("src/a.cs").Assistant("Sorting by customer name is added.").Report.OpenLoops);
    }
}
