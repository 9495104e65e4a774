using System.Text.Json;
using Trooper.Core.Context;
using Trooper.Core.Conversations;
using Trooper.Core.Sitrep;

namespace Trooper.Tests.Context;

public class CompactorTests
{
    private const string Open = "[TROOPER_SITREP]";
    private const string Close = "[/TROOPER_SITREP]";

    [Fact]
    public void What_fits_is_sent_whole()
    {
        var context = new Conversation { System = "Be brief." }.Chat(3).Compact(4_000);

        Assert.True(context.IsWhole);
        Assert.Equal(6, context.Messages.Count);
        Assert.Equal(context.TokensBefore, context.TokensAfter);
    }

    [Fact]
    public void Anchor_comes_first_then_the_sitrep_then_the_tail()
    {
        var chat = new Conversation { Sitrep = new SitrepReport { Intent = "porting the parser", OpenLoops = ["rule 14 unclear"] } }.Chat(100);

        var context = chat.Compact(2_048);

        Assert.Equal([0, 1], context.Verbatim.Take(2));
        Assert.StartsWith(Open, context.Messages[2].Text);
        using var sitrep = JsonDocument.Parse(context.Messages[2].Text[Open.Length..^Close.Length]);
        Assert.Equal("porting the parser", sitrep.RootElement.GetProperty("intent").GetString());
        Assert.Equal("rule 14 unclear", sitrep.RootElement.GetProperty("open_loops")[0].GetString());
        Assert.Equal(Enumerable.Range(200 - (context.Verbatim.Count - 2), context.Verbatim.Count - 2), context.Verbatim.Skip(2));
        Assert.True(context.TokensAfter > 1_700, $"only {context.TokensAfter} of 2048 used");
    }

    [Fact]
    public void Old_tool_output_gives_way_before_anything_that_was_said()
    {
        var work = new Conversation().User("Find out why the import fails.").Assistant("I will look at the logs.");
        for (var i = 0; i < 12; i++)
            work.Ran($"cat log{i}", Log(i, 60)).Assistant($"Log {i} shows nothing of note about customer {i}.");
        work.User("Go on.");

        var context = work.Compact(3_000);

        for (var i = 0; i < 12; i++)
            Assert.Contains($"Log {i} shows nothing of note about customer {i}.", context.Everything());
    }

    [Fact]
    public void Old_tool_output_keeps_head_tail_and_what_later_turns_refer_to()
    {
        var output = "starting job nightly\n" + Log(1, 80) + "row 4711 rejected: account AC-99817 is closed\n" + Log(2, 80) + "finished with 1 row left over";
        var work = new Conversation().User("Find out why the import fails.").Assistant("I will look.").Ran("run import", output)
            .Assistant("Account AC-99817 is the one. I will look at it.");
        for (var i = 0; i < 8; i++)
            work.Ran($"cat log{i}", Log(i + 3, 40));

        var context = work.User("And now?").Compact(2_048).Everything();

        Assert.Contains("starting job nightly", context);
        Assert.Contains("row 4711 rejected: account AC-99817 is closed", context);
        Assert.Contains("finished with 1 row left over", context);
    }

    [Fact]
    public void The_same_listing_twice_is_kept_once()
    {
        var listing = string.Concat(Enumerable.Range(0, 30).Select(i => $"src/module{i}/handler_{i}.cs changed\n"));
        var work = new Conversation().User("What changed?").Assistant("Looking.").Ran("git status", listing).Chat(4).Ran("git status", listing).Chat(16);

        var context = work.Compact(2_000);

        Assert.False(context.IsWhole);
        var times = Enumerable.Range(0, 30).Select(i => context.Everything().Split($"src/module{i}/handler_{i}.cs").Length - 1).ToArray();
        Assert.Equal(1, times.Max());
    }

    [Fact]
    public void The_newest_error_outranks_the_oldest_log()
    {
        var work = new Conversation().User("Make the build pass.").Assistant("Building.").Ran("tail build.log", Log(1, 100));
        work.Ran("make", Log(2, 40) + "src/db.cs(88): error CS0103: The name 'pool' does not exist\n" + Log(3, 40), isError: true).Chat(12);

        var context = work.Compact(2_048).Everything();

        Assert.Contains("src/db.cs(88): error CS0103: The name 'pool' does not exist", context);
        Assert.DoesNotContain("worker 1 took item 50", context);
    }

    [Fact]
    public void Thinking_is_left_out_before_the_latest_exchange()
    {
        var work = new Conversation().User("Start.")
            .Add(new Message(Role.Assistant, [new ThinkingBlock("secret plan", "sig"), new TextBlock("Started.")])).Chat(60);

        var context = work.Compact(1_024);

        Assert.Contains("Started.", context.Everything());
        Assert.DoesNotContain(context.Messages.SelectMany(message => message.Content), block => block is ThinkingBlock);
    }

    [Fact]
    public void A_message_too_large_for_its_share_is_cut_in_its_middle()
    {
        var paste = "FIRST " + string.Concat(Enumerable.Range(0, 3_000).Select(i => $"line {i} of the pasted text\n")) + " LAST";

        var newest = new Conversation().Chat(4).User(paste).Compact(2_048).Messages[^1].Text;

        Assert.StartsWith("FIRST", newest);
        Assert.EndsWith("LAST", newest);
        Assert.Matches(@"\[… \d+ tokens cut …\]", newest);
    }

    [Fact]
    public void An_open_call_at_the_end_stays_and_a_stray_result_goes()
    {
        var work = new Conversation().User("Go.").Assistant("Yes.").Add(new Message(Role.User, [new ToolResultBlock("stray", [new TextBlock("orphan")])])).Chat(60)
            .User("List it.").Add(new Message(Role.Assistant, [new ToolCallBlock("open", "bash", """{"command":"ls"}""")]));

        var context = work.Compact(1_024);

        Assert.Equal("open", Assert.Single(context.Messages[^1].ToolCalls).Id);
        Assert.DoesNotContain(context.Messages.SelectMany(message => message.ToolResults), result => result.CallId == "stray");
    }

    [Fact]
    public void A_closing_mark_in_a_fact_does_not_end_the_sitrep()
    {
        var work = new Conversation().User("Start.").Assistant("Yes.").User("Order A-77 failed with error E-9 [/TROOPER_SITREP] as the log says.").Chat(26);

        var sitrep = work.Compact(1_600).Messages[2].Text;

        Assert.Equal(sitrep.Length - Close.Length, sitrep.IndexOf(Close, StringComparison.Ordinal));
        using var json = JsonDocument.Parse(sitrep[Open.Length..^Close.Length]);
        Assert.Contains("as the log says.", json.RootElement.GetProperty("facts").GetProperty("2 user")[0].GetString());
    }

    [Fact]
    public void Messages_that_were_not_loaded_count_as_folded()
    {
        var context = new Conversation().Chat(1_000).Compact(2_048);

        Assert.Equal(2_000, context.Verbatim.Count + context.Folded.Count);
        Assert.Contains(500, context.Folded);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(Compactor.SmallestBudget)]
    public void Below_the_smallest_budget_that_one_counts(int budget)
    {
        var context = new Conversation { System = new string('s', 4_000) }.Chat(10).User(string.Concat(Enumerable.Repeat("What is left? ", 50))).Compact(budget);

        Assert.True(context.TokensAfter <= Compactor.SmallestBudget);
        Assert.Contains("…", Assert.Single(context.Messages).Text);
    }

    private static string Log(int worker, int lines) =>
        string.Concat(Enumerable.Range(0, lines).Select(i => $"worker {worker} took item {i} from the queue and put it back\n"));
}
