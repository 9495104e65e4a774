using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;

namespace Trooper.Tests.Protocols.OpenAI.Responses;

public sealed class ResponsesRequestWriterTests
{
    private static readonly IReadOnlyList<Message> Talk =
    [
        new(Role.User,
        [
            new TextBlock("See."), new ImageBlock("image/png", "iVBORw0KGgo=", null), new DocumentBlock("application/pdf", "JVBERi0=", null, null, null),
            new DocumentBlock("text/plain", null, "plain", null, "notes"),
        ]),
        new(Role.Assistant,
        [
            new ThinkingBlock("Ours.", "trooper-foreign.openai.gAAAsealed"), new ThinkingBlock("Claude's.", "sig"), new RedactedThinkingBlock("x"),
            new TextBlock("I look."), new OpaqueBlock("web_search_tool_result", "{}"),
            new ToolCallBlock("call_1", "look_up", """{"city":"Oslo"}"""), new ToolCallBlock("call_2", "look_up", "{cut"),
        ]),
        new(Role.User,
        [
            new ToolResultBlock("call_1", [new TextBlock("no such city")], IsError: true),
            new ToolResultBlock("call_2", [new TextBlock("seen"), new ImageBlock(null, null, "https://example.org/a.png")]),
            new TextBlock("Go on."),
        ]),
        new(Role.System, [new TextBlock("Hurry.")]),
    ];

    [Fact]
    public void Writes_all_that_Responses_can_carry_and_names_the_rest()
    {
        var request = new ModelRequest
        {
            Model = "gpt-sim-reasoning",
            System = "Be terse.",
            Messages = Talk,
            Tools = [new("look_up", "Looks up", """{"type":"object"}""")],
            ToolChoice = new(ToolUse.Named, "look_up", OneAtATime: true),
            MaxTokens = 1,
            StopSequences = ["END"],
            Temperature = 0.2,
            TopP = 0.9,
            TopK = 40,
            Effort = Effort.Highest,
            SchemaJson = """{"type":"object"}""",
            Dropped = ["metadata"],
        };

        var json = Requests.Write(request, reasons: true, out var dropped);

        Requests.AssertSameJson(Transcript.Golden("written-request.json"), json);
        Assert.Equal(["metadata", "temperature", "top_p", "top_k", "thinking", "web_search_tool_result"], dropped);
    }

    [Fact]
    public void A_model_that_does_not_reason_gets_sampling_and_no_effort()
    {
        var json = JsonElement.Parse(Requests.Write(Requests.Of(Message.User("x")) with { Temperature = 0.2, Effort = Effort.High }, reasons: false, out var dropped));

        Assert.Equal(0.2, json.GetProperty("temperature").GetDouble());
        Assert.False(json.TryGetProperty("reasoning", out _) || json.TryGetProperty("include", out _));
        Assert.Equal(["thinking"], dropped);
    }

    [Fact]
    public void A_mark_is_added_on_every_way_through_a_client_and_the_seal_is_still_known()
    {
        var talk = Requests.Of(Message.User("x"), new(Role.Assistant, [new ThinkingBlock("", "trooper-foreign.trooper-foreign.openai.gAAA"), new TextBlock("y")]), Message.User("z"));

        var item = JsonElement.Parse(Requests.Write(talk, reasons: true)).GetProperty("input")[1];

        Requests.AssertSameJson("""{"type":"reasoning","summary":[],"encrypted_content":"gAAA"}""", item.GetRawText());
    }

    [Fact]
    public void Ids_and_names_that_are_too_long_become_short_ones_that_agree()
    {
        var (id, name) = (new string('i', 70), "mcp." + new string('n', 80));
        var talk = Requests.Of(Message.User("x"), new(Role.Assistant, [new ToolCallBlock(id, name, "{}")]), new(Role.User, [new ToolResultBlock(id, [new TextBlock("y")])]));

        var json = Requests.Write(talk with { Tools = [new(name, null, "{}")], ToolChoice = new(ToolUse.Named, name) });

        var root = JsonElement.Parse(json);
        var (call, output) = (root.GetProperty("input")[1], root.GetProperty("input")[2]);
        Assert.Equal(call.GetProperty("call_id").GetString(), output.GetProperty("call_id").GetString());
        Assert.InRange(call.GetProperty("call_id").GetString()!.Length, 1, 64);
        var called = call.GetProperty("name").GetString();
        Assert.Equal(called, root.GetProperty("tools")[0].GetProperty("name").GetString());
        Assert.Equal(called, root.GetProperty("tool_choice").GetProperty("name").GetString());
        Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", called);
        Assert.Equal(json, Requests.Write(talk with { Tools = [new(name, null, "{}")], ToolChoice = new(ToolUse.Named, name) }));
    }
}
