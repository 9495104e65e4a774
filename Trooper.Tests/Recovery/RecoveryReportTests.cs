using System.Text.Json;
using Trooper.Core.Recovery;
using Trooper.Core.Sitrep;
using Trooper.Tests.Sitrep;

namespace Trooper.Tests.Recovery;

public class RecoveryReportTests
{
    private static readonly SessionSituation Situation = new(
        "agent-7",
        new InFlightTurn(9, Conversation.Start, "claude", "deploy to production"),
        new SessionError(8, Conversation.Start, "overloaded", "claude"));

    private static Conversation Work => new Conversation()
        .User("Deploy the shop to production. Never restart the database.")
        .Assistant("Completed PR #1.").Assistant("PR #2 merged.").Assistant("PR #3 deployed. The smoke test is failing.")
        .Shell("./promote.sh");

    [Fact]
    public void Resumes_behind_the_last_completed_step()
    {
        var report = RecoveryReport.Of(Situation, Work.Fold, []);

        Assert.Equal(["Completed PR #1", "PR #2 merged", "PR #3 deployed"], report.CompletedSteps);
        Assert.Equal((4, "Resume from step 4"), (report.ResumeFrom, report.RecoveryHint));
    }

    [Fact]
    public void Prompt_is_silent_about_failures_that_were_got_over_and_what_was_only_read()
    {
        var prompt = PromptOf(new Conversation().User("Deploy the shop.")
            .Shell("./deploy.sh").Result("Error: no route to host", isError: true)
            .Assistant("PR #3 deployed.")
            .Shell("cat missing.txt").Result("Error: no such file", isError: true)
            .Shell("./notify.sh").Result("Error: 500", isError: true));

        Assert.DoesNotContain("deploy.sh` at", prompt, StringComparison.Ordinal);
        Assert.DoesNotContain("missing.txt` at", prompt, StringComparison.Ordinal);
        Assert.Contains("notify.sh` at message", prompt, StringComparison.Ordinal);
    }

    [Fact]
    public void Prompt_names_what_was_met_and_solved()
    {
        var prompt = PromptOf(new Conversation().Assistant("The payment webhook is broken.").Assistant("The payment webhook is fixed."));

        Assert.Contains("Met and solved on the way:\n  - The payment webhook is broken\n", prompt, StringComparison.Ordinal);
    }

    private static string PromptOf(Conversation work) => RecoveryPrompt.Write(RecoveryReport.Of(new("a"), work.Fold, []));

    [Fact]
    public void Nothing_done_resumes_from_the_first_step() => Assert.Equal("Resume from step 1", RecoveryReport.Of(new("a"), new SitrepFold(), []).RecoveryHint);

    [Fact]
    public void Json_is_in_snake_case_and_a_tree()
    {
        var child = RecoveryReport.Of(new("child"), new Conversation().Assistant("Finished the load test.").Fold, []);
        using var json = JsonDocument.Parse(RecoveryJson.Write(RecoveryReport.Of(Situation, Work.Fold, [child])));
        var root = json.RootElement;

        Assert.Equal(
            ["session_id", "completed_steps", "resume_from", "recovery_hint", "steps", "pending", "tool_calls", "in_flight", "last_error", "sitrep", "children"],
            root.EnumerateObject().Select(field => field.Name));
        Assert.Equal("prose", root.GetProperty("steps")[0].GetProperty("source").GetString());
        Assert.Equal("dangerous", root.GetProperty("tool_calls")[0].GetProperty("repeat").GetString());
        Assert.Equal(9, root.GetProperty("in_flight").GetProperty("turn").GetInt32());
        Assert.Equal("debugging", root.GetProperty("sitrep").GetProperty("stage").GetString());
        Assert.Equal("Finished the load test", root.GetProperty("children")[0].GetProperty("completed_steps")[0].GetString());
    }

    [Fact]
    public void Prompt_tells_the_successor_all_it_needs()
    {
        var grandchild = RecoveryReport.Of(new("grandchild"), new SitrepFold(), []);
        var child = RecoveryReport.Of(new("child"), new Conversation().Assistant("Finished the load test.").Fold, [grandchild]);

        Assert.Equal("""
            You take over session agent-7. Resume from step 4. Don't redo what is listed as done.
            Goal:
              - Deploy the shop to production
            Stage:
              - debugging
            Constraints:
              - Never restart the database
            Done:
              1. Completed PR #1 (reported at message 1)
              2. PR #2 merged (reported at message 2)
              3. PR #3 deployed (reported at message 3)
            Open:
              - The smoke test is failing
            In flight when it stopped:
              - turn 9 at claude, begun 2026-03-01T09:00:00Z: deploy to production
            Tool calls in doubt:
              - Bash `./promote.sh` at message 4: no result was recorded, it may have run; dangerous to repeat: check its effect first
            Last error:
              - overloaded (turn 8, claude)
            Names that matter:
              - #3, #2, #1, promote.sh

            Sub-agents:
            - Sub-agent child: Resume from step 2.
              Stage:
                - done
              Done:
                1. Finished the load test (reported at message 0)
              Nothing is known to be left of it. Check the result before you report it as done, and wait for what is wanted next.
              - Sub-agent grandchild: Resume from step 1.
                Stage:
                  - unknown

            """, RecoveryPrompt.Write(RecoveryReport.Of(Situation, Work.Fold, [child])), ignoreLineEndingDifferences: true);
    }
}
