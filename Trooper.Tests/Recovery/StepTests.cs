using Trooper.Tests.Sitrep;

namespace Trooper.Tests.Recovery;

public class StepTests
{
    private static string[] Steps(params string[] said) => [.. said.Aggregate(new Conversation(), (talk, text) => talk.Assistant(text)).Fold.Steps.Select(step => step.Text)];

    [Fact]
    public void Reports_are_steps_in_order() =>
        Assert.Equal(["Completed PR #1", "PR #2 merged", "PR #3 was reviewed and approved"], Steps("Completed PR #1.", "PR #2 merged.", "PR #3 was reviewed and approved."));

    [Fact]
    public void One_sentence_may_report_several() =>
        Assert.Equal(["completed pr #1", "pr #2 merged", "the docs are reviewed"], Steps("completed pr #1, pr #2 merged and the docs are reviewed, next i'll deploy"));

    [Fact]
    public void Items_told_in_one_breath_are_one_step_each() =>
        Assert.Equal(["PR #4 are merged", "#5 are merged", "Closed OPS-7", "Closed OPS-8"], Steps("PR #4 and #5 are merged.", "Closed OPS-7, OPS-8."));

    [Theory]
    [InlineData("The exporter will be fixed tomorrow.")]
    [InlineData("The exporter is not completed.")]
    [InlineData("Once merged, the exporter can be deployed.")]
    [InlineData("Is the exporter fixed?")]
    [InlineData("- [ ] exporter deployed")]
    [InlineData("This change adds an exporter.")]
    [InlineData("```\nexporter deployed\n```")]
    public void What_did_not_happen_is_no_step(string said) => Assert.Empty(Steps(said));

    [Fact]
    public void What_the_user_says_is_no_step() => Assert.Empty(new Conversation().User("PR #1 is merged").Fold.Steps);

    [Fact]
    public void Item_counts_once_however_often_it_is_reported() =>
        Assert.Equal(["#1 is fixed", "#2 is done"], Steps("#1 is fixed.", "As I wrote, PR #1 merged.", "#2 is done.", "Completed so far: #1, #2."));

    [Fact]
    public void Step_without_a_number_counts_once() => Assert.Single(Steps("The search index is done.", "The docs need work. The search index is done (see above)."));

    [Fact]
    public void Another_deed_on_the_same_thing_is_another_step() => Assert.Equal(2, Steps("The probe script has been created.", "The probe script has been removed.").Length);

    [Fact]
    public void List_behind_a_report_holds_the_steps() =>
        Assert.Equal(["Added a parser in parse.cs", "Added a printer in print.cs"], Steps("I've added:\n\n1. **a parser** in `parse.cs` - reads cron lines\n2. **a printer** in `print.cs` - writes them"));

    [Fact]
    public void Passing_remark_that_tests_pass_is_no_step_while_the_work_goes_on()
    {
        var talk = new Conversation().Call("Bash", """{"command":"make lint"}""", "Tests pass. Now the linter.");
        Assert.Empty(talk.Fold.Steps);

        Assert.Equal("All tests pass", Assert.Single(talk.Result("ok").Assistant("All tests pass.").Fold.Steps).Text);
    }

    [Fact]
    public void Plain_past_in_the_midst_of_work_is_history()
    {
        Assert.Empty(new Conversation().Call("Grep", "{}", "The exporter was removed in 3.0.").Fold.Steps);
        Assert.Single(Steps("The exporter was removed."));
    }

    [Fact]
    public void Bare_done_is_told_by_the_files_that_were_written()
    {
        var talk = new Conversation().User("write both configs").Call("Write", """{"file_path":"/etc/app/web.toml","content":"x"}""").Result("ok").Assistant("Done.");

        Assert.Equal("Done: web.toml", Assert.Single(talk.Fold.Steps).Text);
    }
}
