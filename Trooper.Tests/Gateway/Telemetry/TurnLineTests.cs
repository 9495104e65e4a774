using System.Text.Json;
using System.Text.RegularExpressions;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal;

namespace Trooper.Tests.Gateway.Telemetry;

/// <summary>The log: one line for each turn, in words, or as JSON; and never what was said.</summary>
public sealed partial class TurnLineTests
{
    private const string Secret = "the launch code is 4711";

    [Fact]
    public async Task A_turn_is_one_line_that_a_person_can_read()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var folder = new TestFolder();
        using var trooper = await TrooperProcess.Start(fakes, folder.Path);
        fakes.Anthropic.Script(Behave.Overloaded());

        await trooper.Http.Say("please go on", "demo");
        await trooper.Http.Say("please go on", "demo");

        await trooper.Said("turn 2 of session demo");
        var lines = trooper.Output.Split('\n').Where(line => line.Contains("of session demo", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Matches(Fallback(), lines[0]);
        Assert.Matches(Direct(), lines[1]);
    }

    [Fact]
    public async Task As_JSON_each_line_is_an_object_with_the_turns_figures_by_name()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var folder = new TestFolder();
        using var trooper = await TrooperProcess.Start(fakes, folder.Path, database: null, [("TROOPER_LOG", "json")]);
        fakes.Anthropic.Script(Behave.Overloaded());

        await trooper.Http.Say("please go on", "demo");

        await trooper.Said("of session demo");
        var line = JsonDocument.Parse(trooper.Output.Split('\n').Single(line => line.Contains("of session demo", StringComparison.Ordinal))).RootElement;
        var state = line.Field("State");
        Assert.Equal(("Information", "demo", "ollama", "529"), (line.Text("LogLevel"), state.Text("Session"), state.Text("Provider"), state.Text("Trigger")));
        Assert.Equal(1, state.Integer("Turn"));
        Assert.StartsWith("turn 1 of session demo: claude → ollama (529), ", line.Text("Message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_form_of_the_log_is_refused_at_the_start()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var folder = new TestFolder();

        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => TrooperProcess.Start(fakes, folder.Path, database: null, [("TROOPER_LOG", "xml")]));

        Assert.Contains("TROOPER_LOG: 'xml' is not accepted: text or json", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_said_is_in_no_line_even_where_a_provider_repeats_it()
    {
        await using var trooper = await TrooperHost.Start();
        var echo = $$$"""{"type":"error","error":{"type":"api_error","message":"can not answer: {{{Secret}}}"}}""";
        trooper.Claude.Script(Behave.RepliesWith(500, echo) with { Times = 4 });

        for (var turn = 0; turn < 4; turn++)
            await trooper.Http.Say(Secret, "s");
        trooper.Claude.Script(Behave.RepliesWith(400, echo));
        await trooper.Http.Say(Secret, "s", stream: true);

        await trooper.Log.Until("turn 5 of session s");
        Assert.DoesNotContain(trooper.Log.Lines, line => line.Contains("4711", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"turn 1 of session demo: claude → ollama \(529\), \d+ in / \d+ out tokens, first word after [\d.]+ s, [\d.]+ s in all, saved \d+ tokens")]
    private static partial Regex Fallback();

    [GeneratedRegex(@"turn 2 of session demo: claude, \d+ in / \d+ out tokens, first word after [\d.]+ s, [\d.]+ s in all\s*$")]
    private static partial Regex Direct();
}
