using Trooper.Core.Conversations;
using Trooper.Core.Recovery;
using Trooper.Tests.Sitrep;

namespace Trooper.Tests.Recovery;

public class ToolCallTests
{
    [Fact]
    public void Call_is_open_until_its_result_comes()
    {
        var talk = new Conversation().Shell("git commit -am x");
        var open = Assert.Single(talk.Fold.ToolSteps);

        Assert.Equal(("Bash", "git commit -am x", "open", "dangerous"), (open.Name, open.Summary, open.Outcome, open.Repeat));
        Assert.Empty(talk.Result("[main 1a2b3c] x").Fold.ToolSteps);
    }

    [Theory]
    [InlineData("sudo: a password is required", true, "sudo: a password is required")]
    [InlineData("Exit code 1\n[lint] running\nmain.go:3: undefined: x\nerror: lint failed", false, "error: lint failed")]
    [InlineData("<tool_use_error>File does not exist.</tool_use_error>", false, "File does not exist.")]
    [InlineData("{\"output\":\"boom\",\"metadata\":{\"exit_code\": 2}}", false, "{\"output\":\"boom\",\"metadata\":{\"exit_code\": 2}}")]
    public void Failed_call_keeps_its_error(string result, bool isError, string error)
    {
        var failed = Assert.Single(new Conversation().Shell("make").Result(result, isError).Fold.ToolSteps);

        Assert.Equal(("failed", error), (failed.Outcome, failed.Error));
    }

    [Fact]
    public void Success_of_a_repeat_settles_the_failure() =>
        Assert.Empty(new Conversation().Shell("make").Result("error: no rule", isError: true).Shell("make").Result("ok").Fold.ToolSteps);

    [Theory]
    [InlineData("Read", "{}", "read_only")]
    [InlineData("Grep", "{}", "read_only")]
    [InlineData("get_user_details", "{}", "read_only")]
    [InlineData("mcp__github__list_issues", "{}", "read_only")]
    [InlineData("Write", """{"file_path":"a"}""", "idempotent")]
    [InlineData("TodoWrite", """{"todos":[]}""", "idempotent")]
    [InlineData("str_replace_based_edit_tool", """{"command":"view","path":"a"}""", "read_only")]
    [InlineData("cancel_reservation", "{}", "dangerous")]
    [InlineData("send_email", "{}", "dangerous")]
    [InlineData("frobnicate", "{}", "dangerous")]
    [InlineData("shell", """{"command":["git","status"]}""", "read_only")]
    [InlineData("Bash", "not json", "dangerous")]
    public void Repeat_is_judged_by_tool(string name, string arguments, string repeat) =>
        Assert.Equal(repeat, RepeatSafety.Of(new ReadCall(new ToolCallBlock("c", name, arguments))));

    [Theory]
    [InlineData("ls -la && git log --oneline | head -5", "read_only")]
    [InlineData("cat notes.md > copy.md", "idempotent")]
    [InlineData("echo x >> notes.md", "dangerous")]
    [InlineData("cd app && npm ci && npm test", "idempotent")]
    [InlineData("pytest -q 2>&1 | tail -3", "idempotent")]
    [InlineData("git add . && git commit -m 'rm nothing'", "dangerous")]
    [InlineData("git push --force", "dangerous")]
    [InlineData("rm -rf build", "dangerous")]
    [InlineData("ssh db-3 \"mysql --version; df -h\"", "read_only")]
    [InlineData("ssh -J bastion db-3 'systemctl restart mysql'", "dangerous")]
    [InlineData("ssh db-3", "dangerous")]
    [InlineData("git config --get user.email", "read_only")]
    [InlineData("git config user.email a@b.test", "idempotent")]
    [InlineData("sudo systemctl status nginx", "read_only")]
    [InlineData("kubectl -n shop apply -f x.yaml", "idempotent")]
    [InlineData("kubectl get pods", "read_only")]
    [InlineData("kubectl delete pod web-1", "dangerous")]
    [InlineData("curl -s https://example.test/health", "read_only")]
    [InlineData("curl -X POST https://example.test/orders", "dangerous")]
    [InlineData("psql -c \"select 1\"", "read_only")]
    [InlineData("psql -c \"insert into t values (1)\"", "dangerous")]
    [InlineData("sed -n 1,5p a.txt", "read_only")]
    [InlineData("sed -i s/a/b/ a.txt", "dangerous")]
    [InlineData("cat > a.py <<'EOF'\nrm -rf /\nEOF\nls", "idempotent")]
    [InlineData("echo $(./pay.sh)", "dangerous")]
    [InlineData("./deploy.sh", "dangerous")]
    public void Shell_command_is_as_safe_as_its_worst_part(string command, string repeat) => Assert.Equal(repeat, ShellRepeatSafety.Of(command));
}
