using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Pages;

/// <summary><c>GET /chat/{id}/stream</c>: an open page is told what happens, rendered, and goes on where a lost connection left it.</summary>
public sealed class ChatStreamTests
{
    [Fact]
    public async Task A_page_may_come_before_its_session_and_misses_nothing()
    {
        await using var trooper = await TrooperHost.Start();
        using var page = await EventReader.Open(trooper.Http, "/chat/fresh/stream?begins=true");
        trooper.Ollama.Script(Behave.Says("# One\n\n", "two"));

        await trooper.Http.Say("hello", "fresh", stream: true, ("X-Prefer-Local", "true"));

        var seen = await page.Until(told => told.Name == "status");
        Assert.Equal("user", seen.First(told => told.Name == "turn").Data.Text("role"));
        var writing = seen.First(told => told.Name == "writing").Data;
        Assert.StartsWith("<h3>One</h3>", string.Concat(writing.Items("finished").Select(html => html.GetString())) + writing.Text("open"), StringComparison.Ordinal);
        Assert.Equal("<h3>One</h3><p>two</p>", seen.Last(told => told.Name == "turn").Data.Text("html"));
    }

    [Fact]
    public async Task A_page_that_lost_the_connection_is_told_the_rest_once()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("we fix the login", "s");
        string last;
        using (var first = await EventReader.Open(trooper.Http, "/chat/s/stream"))
            last = (await first.Until(told => told.Name == "status"))[^1].Id;
        await trooper.Http.Say("please go on", "s");

        using var again = await EventReader.Open(trooper.Http, "/chat/s/stream", last);
        var seen = await again.Until(told => told.Name == "status");

        Assert.Equal(["please go on", "claude-sim heard: please go on"], seen.Where(told => told.Name == "turn").Select(told => told.Data.Text("text")));
        Assert.DoesNotContain(seen, told => told.Id == last);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_comes_or_comes_back_in_the_middle_of_an_answer_is_told_its_beginning(bool comesBack)
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("hello", "s", headers: ("X-Prefer-Local", "true"));
        var gate = new Gate();
        trooper.Ollama.Script(Behave.Says("the beginning, ", "the middle ", "and the end").HeldAfter(1, gate));
        var early = await EventReader.Open(trooper.Http, "/chat/s/stream");
        var turn = trooper.Http.Say("go on", "s", stream: true, ("X-Prefer-Local", "true"));
        var last = (await early.Until(told => told.Name == "writing"))[^1].Id;
        early.Dispose();

        using var late = await EventReader.Open(trooper.Http, "/chat/s/stream", comesBack ? last : null);
        await late.Until(told => told.Name == "status");
        gate.Open();
        await turn;

        var seen = await late.Until(told => told.Name == "turn");
        var writing = seen.First(told => told.Name == "writing").Data;
        Assert.Equal(0, writing.Integer("from"));
        Assert.StartsWith("<p>the beginning, the middle", writing.Text("open"), StringComparison.Ordinal);
        Assert.Equal("the beginning, the middle and the end", seen[^1].Data.Text("text"));
    }

    [Fact]
    public async Task A_failed_turn_changes_the_status()
    {
        await using var trooper = await TrooperHost.Start(changes: ("CLAUDE_API_KEY", null));
        await trooper.Http.Say("hello", "s");
        using var page = await EventReader.Open(trooper.Http, "/chat/s/stream");
        await page.Until(told => told.Name == "status");
        await trooper.Ollama.Down();

        await trooper.Http.Say("are you there?", "s");

        var status = (await page.Until(told => told.Name == "status"))[^1];
        Assert.Contains("No provider could answer", status.Data.Text("error"), StringComparison.Ordinal);
        Assert.False(status.Data.Field("in_flight").GetBoolean());
    }

    [Fact]
    public async Task An_unknown_session_has_no_stream()
    {
        await using var trooper = await TrooperHost.Start();

        using var reply = await trooper.Http.GetAsync("/chat/nobody/stream");

        Assert.Equal(404, (int)reply.StatusCode);
    }

    [Fact]
    public async Task A_transcript_comes_page_by_page_from_its_end_with_its_hand_overs()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("one", "s", headers: ("X-Prefer-Local", "true"));
        await trooper.Http.Say("keep this one to yourself", "s", headers: ("X-Force-Local", "true"));
        await trooper.Http.Say("two", "s", headers: ("X-Force-Cloud", "true"));

        var latest = await trooper.Http.Get("/chat/s/transcript?limit=2");
        var earlier = await trooper.Http.Get("/chat/s/transcript?limit=10&before=4");

        Assert.Equal(["two", "claude-sim heard: two"], latest.Items("turns").Select(turn => turn.Text("text")));
        var carried = latest.Items("turns")[1].Field("carried");
        Assert.Equal(("ollama", "claude", 2), (carried.Text("from"), carried.Text("to"), carried.Integer("withheld")));
        Assert.True(latest.Field("more").GetBoolean());
        Assert.Equal(1, latest.Integer("escalations"));
        Assert.Equal(4, earlier.Items("turns").Count());
        Assert.False(earlier.Field("more").GetBoolean());
    }
}
