using Trooper.Tests.Sitrep;

namespace Trooper.Tests.Recovery;

public class TaskListTests
{
    private static string[] Steps(Conversation talk) => [.. talk.Fold.Steps.Select(step => $"{step.Turn} {step.Source} {step.Text}")];

    [Theory]
    [InlineData("TodoWrite", """{"todos":[{"content":"Parse","status":"completed","activeForm":"Parsing"},{"content":"Print","status":"in_progress"}]}""")]
    [InlineData("update_plan", """{"plan":[{"step":"Parse","status":"completed"},{"step":"Print","status":"in_progress"}]}""")]
    public void Tools_list_is_the_truth_about_steps(string tool, string arguments)
    {
        var talk = new Conversation().Call(tool, arguments, "I've renamed the flag.");

        Assert.Equal(["0 list Parse"], Steps(talk));
        Assert.Equal(("Print", "in_progress"), talk.Fold.Pending.Select(step => (step.Text, step.Status)).Single());
    }

    [Fact]
    public void Tasks_are_known_by_the_number_that_their_result_gives()
    {
        var talk = new Conversation()
            .Call("TaskCreate", """{"subject":"Parse"}""", id: "a").Result("Task #1 created successfully: Parse", id: "a")
            .Call("TaskCreate", """{"subject":"Print"}""", id: "b").Result("Task #2 created successfully: Print", id: "b")
            .Call("TaskUpdate", """{"taskId":"2","status":"completed"}""", id: "c");

        Assert.Equal(["4 list Print"], Steps(talk));
        Assert.Equal("Parse", Assert.Single(talk.Fold.Pending).Text);
    }

    [Fact]
    public void Check_list_in_a_message_counts_each_item_once()
    {
        var talk = new Conversation().Assistant("- [ ] #1 parse\n- [ ] #2 print").Assistant("- [x] #1 parse\n- [ ] #2 print").Assistant("#1 is done.\n\n- [x] #1 parse\n- [x] #2 print");

        Assert.Equal(["1 list #1 parse", "2 list #2 print"], Steps(talk));
        Assert.Empty(talk.Fold.Pending);
    }

    [Fact]
    public void Emptied_list_takes_nothing_back()
    {
        var talk = new Conversation().Call("TodoWrite", """{"todos":[{"content":"Parse","status":"completed"}]}""").Call("TodoWrite", """{"todos":[]}""");

        Assert.Equal(["0 list Parse"], Steps(talk));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"todos":"none"}""")]
    [InlineData("""{"todos":[1,null,{"status":"completed"}]}""")]
    public void Malformed_call_changes_nothing(string arguments) => Assert.Empty(new Conversation().Call("TodoWrite", arguments).Fold.Steps);
}
