using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Conversations;
using Trooper.Core.Sitrep;

namespace Trooper.Tests.Sitrep;

public class SitrepFoldTests
{
    private static readonly Message[] Sayings =
    [
        Message.User("Please fix the login bug in auth/session.py, don't touch the public API"),
        Message.User("The import is failing with HTTP 503 since the upgrade to Postgres 16"),
        Message.User("let's use Redis instead, and deploy on monday"),
        Message.User("<system-reminder>be good</system-reminder>"),
        Message.User("thanks, that's all"),
        Message.Assistant("I've added `SessionStore` in `store.cs`. The cache is still missing. Restarting the service next."),
        Message.Assistant("Done. All tests pass."),
        Message.Assistant("PR #12 merged. The migration is not done, it will be finished once QA has approved."),
        Message.Assistant("- [x] write the schema\n- [ ] load the rows"),
        Message.Assistant("I'm stuck: the vault refuses my key. Could you open port 22?"),
        new(Role.Assistant, [new TextBlock("Checking."), new ToolCallBlock("c1", "Bash", """{"command":"git push"}""")]),
        new(Role.User, [new ToolResultBlock("c1", [new TextBlock("error: failed to push some refs")], IsError: true)]),
        new(Role.Assistant, [new ToolCallBlock("c2", "TodoWrite", """{"todos":[{"content":"Add tests","status":"completed"},{"content":"Run lint","status":"in_progress"}]}""")]),
        new(Role.User, [new ToolResultBlock("c2", [new TextBlock("ok")])]),
        new(Role.Assistant, [new ToolCallBlock("c3", "TaskCreate", """{"subject":"Write docs"}"""), new ToolCallBlock("c4", "Edit", """{"file_path":"/src/a.cs"}""")]),
        new(Role.User, [new ToolResultBlock("c3", [new TextBlock("Task #7 created successfully")])]),
        new(Role.Assistant, [new ToolCallBlock("c5", "TaskUpdate", """{"taskId":"7","status":"completed"}""")]),
    ];

    private static readonly Gen<Message[]> Talks = Gen.Elements(Sayings).ArrayOf();

    [Fact]
    public void Restored_fold_goes_on_exactly_alike() =>
        Prop.ForAll(Talks.ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), (talk, cut) =>
        {
            var unbroken = new SitrepFold();
            var restored = new SitrepFold();
            for (var i = 0; i < talk.Length; i++)
            {
                unbroken.Add(i, talk[i], Conversation.Start.AddSeconds(i));
                restored.Add(i, talk[i], Conversation.Start.AddSeconds(i));
                if (i == cut % talk.Length)
                    restored = Conversation.Restored(restored);
            }
            return Conversation.State(unbroken) == Conversation.State(restored)
                && SitrepJson.Write(unbroken.Report()) == SitrepJson.Write(restored.Report())
                && unbroken.Steps.SequenceEqual(restored.Steps) && unbroken.Pending.SequenceEqual(restored.Pending) && unbroken.ToolSteps.SequenceEqual(restored.ToolSteps);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_can_be_folded()
    {
        string[] pieces =
        [
            "`", "```", "(", ")", "\"", "'", "’", " - ", "- ", "- [x] ", "- [ ] ", "* ", "1. ", "#", "# ", "| ", "|---|", "\n", "\n\n", "    ", ".", "!", "?", ":", ";", ",", " — ", "**", "[", "](", "<", "<a-b>", "</a-b>",
            "✅ ", "❌", "$", "#1", "PR #2", " and ", " it ", "is", " done", " fixed", "I've ", "not ", "will ", "to ", "because ", "that", "failing", "Done", "error", "let's ", "fix", "\u0000", "\ud83d", "é", "0",
        ];
        var texts = Gen.Elements(pieces).ArrayOf().Select(string.Concat);
        Prop.ForAll(texts.ToArbitrary(), texts.ToArbitrary(), (said, answered) =>
        {
            var fold = new SitrepFold();
            fold.Add(0, Message.User(said), Conversation.Start);
            fold.Add(1, Message.Assistant(answered), Conversation.Start);
            fold.Add(2, Message.User(answered + said), Conversation.Start);
            return Conversation.State(Conversation.Restored(fold)) == Conversation.State(fold);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60));
    }

    [Fact]
    public void Fork_goes_on_by_itself()
    {
        var talk = new Conversation().User("Migrate the billing service to gRPC").Assistant("Done. The proto files are created.");
        var before = Conversation.State(talk.Fold);

        var fork = talk.Fold.Fork();
        fork.Add(2, Message.Assistant("The rollout is failing on node-3."), Conversation.Start);

        Assert.Equal(before, Conversation.State(talk.Fold));
        Assert.NotEmpty(fork.Report().OpenLoops);
        Assert.Empty(talk.Report.OpenLoops);
    }

    [Fact]
    public void Empty_state_is_tiny()
    {
        Assert.Equal("{}", Conversation.State(new SitrepFold()));
        Assert.Equal(SitrepJson.Write(SitrepReport.Empty), SitrepJson.Write(new SitrepFold().Report()));
    }

    [Fact]
    public void State_stays_within_bounds_however_long_the_session()
    {
        var fold = new SitrepFold();
        for (var i = 0; i < 400; i++)
        {
            fold.Add(i, Message.User($"Fix bug {i} in module_{i}.py, never touch table_{i}; service {i} is broken on host-{i}, let's use plan {i}"), Conversation.Start);
            fold.Add(i, new(Role.Assistant, [
                new TextBlock($"I've created file_{i}.cs for customer {i} on shard {i * 7}. Queue {i} is stuck on worker {i * 3}. I ruled out cache {i}. Deploying release {i}."),
                new ToolCallBlock($"c{i}", "Bash", $$"""{"command":"./deploy.sh {{i}}"}"""),
            ]), Conversation.Start);
        }

        Assert.InRange(Conversation.State(fold).Length, 1, 32_000);
        Assert.True(fold.StepCount > fold.Steps.Count);
    }

    [Fact]
    public void Reports_the_situation_of_a_talk_about_a_proxy()
    {
        var report = new Conversation()
            .User("I'm building a go proxy called trooper that falls back to local. It is local-first, a proxy-layer for Claude and Ollama.")
            .Assistant("The health check is broken on startup.")
            .User("ok. deploy monday, and check streaming before that")
            .Assistant("The health check is fixed now. Streaming is still pending.")
            .Report;

        Assert.Equal("build a go proxy called trooper that falls back to local", report.Intent);
        Assert.Equal("in_progress", report.Stage);
        Assert.Superset(new HashSet<string> { "local-first", "proxy-layer" }, report.Constraints.ToHashSet());
        Assert.Superset(new HashSet<string> { "Trooper", "Ollama", "Claude" }, report.ActiveEntities.ToHashSet());
        Assert.Contains("deploy monday", report.RecentActions);
        Assert.Contains(report.RecentActions, action => action.StartsWith("check streaming", StringComparison.Ordinal));
        Assert.Equal("Streaming is still pending", Assert.Single(report.OpenLoops));
        Assert.Equal("The health check is broken on startup", Assert.Single(report.ResolvedLoops));
        Assert.Equal(1.0, report.Confidence);
    }
}
