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

    [Theory]
    [InlineData("Every full hour the API needs a minute for each call. Any idea why?", "Every full hour the API needs a minute for each call")]
    [InlineData("Invoices open as garbage in Excel. Can you look into it?", "Invoices open as garbage in Excel")]
    [InlineData("The unread counter jumps to zero on reload", "The unread counter jumps to zero on reload")]
    public void What_is_stated_beside_a_wish_for_repair_is_the_problem(string said, string loop) =>
        Assert.Equal([loop], new Conversation().User(said).Report.OpenLoops);

    [Theory]
    [InlineData("Every order gets a number of its own. Please add a page that lists them.")]
    [InlineData("Der Zähler springt beim Neuladen auf null. Bitte reparieren.")]
    public void What_is_stated_beside_another_wish_is_none(string said) => Assert.Empty(new Conversation().User(said).Report.OpenLoops);

    [Theory]
    [InlineData("nice, that did it")]
    [InlineData("can't reproduce it any more")]
    [InlineData("works now, thanks")]
    [InlineData("👍")]
    public void Users_verdict_settles_it(string verdict)
    {
        var report = Tried().User(verdict).Report;

        Assert.Empty(report.OpenLoops);
        Assert.Single(report.ResolvedLoops);
    }

    [Theory]
    [InlineData("no luck, same as before")]
    [InlineData("still red")]
    [InlineData("it didn't help")]
    public void What_goes_on_is_open_again(string verdict) => Assert.Equal(["The nightly run is red"], Tried().User(verdict).Report.OpenLoops);

    [Fact]
    public void Half_a_cure_leaves_the_other_half()
    {
        var report = Tried().User("it runs now, but the report comes out twice").Report;

        Assert.Equal(["the report comes out twice"], report.OpenLoops);
        Assert.Equal(["The nightly run is red"], report.ResolvedLoops);
    }

    [Fact]
    public void What_an_assistant_finds_out_about_the_users_problem_is_its_cause_and_no_other()
    {
        var report = new Conversation().User("The nightly run is red. Find out why.").Shell("gh run view").Result("x").Assistant("The token is expired.").Report;

        Assert.Equal(["The nightly run is red"], report.OpenLoops);
    }

    [Theory]
    [InlineData("12 of 30 files are converted, 18 files to go.")]
    [InlineData("The certificate has to be renewed by an admin.")]
    [InlineData("I don't have access to the vault.")]
    [InlineData("Production hasn't got the patch yet.")]
    [InlineData("The docs still need a page on quotas.")]
    public void What_is_left_or_left_to_others_is_open(string said) => Assert.NotEmpty(new Conversation().Assistant(said).Report.OpenLoops);

    [Fact]
    public void Nothing_left_settles_even_what_waited() =>
        Assert.Empty(new Conversation().Assistant("The review is still pending.").Assistant("The review came in, and no open points remain.").Report.OpenLoops);

    [Fact]
    public void What_the_user_puts_off_stays_open()
    {
        var report = new Conversation().Assistant("The alert for the canary is missing.").User("make a ticket for that").Assistant("Created OPS-12.").Report;

        Assert.Equal(["The alert for the canary is missing"], report.OpenLoops);
    }

    private static Conversation Tried() =>
        new Conversation().User("The nightly run is red. Please stabilise it.").Call("Edit", """{"file_path":"ci.yml"}""").Result("ok").Assistant("I've raised the timeout.");
}
