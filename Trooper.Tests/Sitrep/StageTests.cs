namespace Trooper.Tests.Sitrep;

public class StageTests
{
    private static Conversation Asked => new Conversation().User("Add paging to the orders list");

    [Fact]
    public void In_progress_while_tools_run() => Assert.Equal("in_progress", Asked.Shell("ls src").Report.Stage);

    [Fact]
    public void Debugging_after_a_failure() =>
        Assert.Equal("debugging", Asked.Shell("make").Result("error: no rule", isError: true).Shell("cat Makefile").Report.Stage);

    [Fact]
    public void Done_when_reported_at_rest() => Assert.Equal("done", Asked.Shell("make").Result("ok").Assistant("Done. I've added paging to the orders list.").Report.Stage);

    [Fact]
    public void Not_done_while_the_task_list_has_items() => Assert.Equal("in_progress",
        Asked.Call("TodoWrite", """{"todos":[{"content":"Query","status":"completed"},{"content":"Buttons","status":"pending"}]}""").Result("ok").Assistant("The query is done.").Report.Stage);

    [Fact]
    public void Blocked_when_the_agent_says_so() =>
        Assert.Equal("blocked", Asked.Assistant("I'm stuck: I have no password for the database. Please give me one.").Report.Stage);

    [Fact]
    public void Handing_in_is_the_end() =>
        Assert.Equal("done", Asked.Call("bash", """{"command":"submit"}""", "Paging has been added and the tests pass. Submitting.").Result("diff").Report.Stage);

    [Fact]
    public void Failed_tool_and_a_success_in_words_is_progress() => Assert.Equal("in_progress",
        Asked.Shell("make").Result("error: no rule", isError: true).Shell("make all").Result("ok").Call("Bash", """{"command":"make test"}""", "I've added the missing rule.").Report.Stage);

    [Fact]
    public void New_request_reopens() => Assert.Equal("in_progress", Asked.Assistant("Done. I've added paging.").User("now add sorting").Report.Stage);

    [Fact]
    public void Question_to_the_user_is_not_the_end() => Assert.Equal("in_progress", Asked.Assistant("I've added the query. Shall I add buttons too?").Report.Stage);
}
