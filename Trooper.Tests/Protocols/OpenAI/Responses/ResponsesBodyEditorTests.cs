using System.Text;
using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols.OpenAI.Responses;

namespace Trooper.Tests.Protocols.OpenAI.Responses;

public sealed class ResponsesBodyEditorTests
{
    private static readonly string Agent = Transcript.Golden("agent-request.json");

    [Fact]
    public void A_body_that_needs_no_change_is_passed_as_it_is()
    {
        var scanned = Requests.Scan("""{ "model":"m", "input":"x", "unknown":1.50 }""");

        Assert.Equal(scanned.Body, ResponsesBodyEditor.WithHistory(scanned, "m", []));
    }

    [Fact]
    public void Only_the_model_and_Troopers_own_fields_change() =>
        Assert.Equal(
            Agent.Replace("\"gpt-6-codex\"", "\"gpt-x\"").Replace(",\n  \"x_prefer_local\": true", ""),
            Text(ResponsesBodyEditor.WithHistory(Requests.Scan(Agent), "gpt-x", [])));

    [Theory]
    [InlineData("""{"x_force_local":true,"x_prefer_local":false,"input":"x"}""", """{"model":"m","input":"x"}""")]
    [InlineData("""{"input":"x","x_force_local":true,"x_prefer_local":false}""", """{"model":"m","input":"x"}""")]
    [InlineData("""{"x_force_local":true,"model":null,"x_prefer_local":false,"input":"x"}""", """{"model":"m","input":"x"}""")]
    public void Own_fields_are_cut_wherever_they_stand(string json, string expected) =>
        Assert.Equal(expected, Text(ResponsesBodyEditor.WithHistory(Requests.Scan(json), "m", [])));

    [Fact]
    public void A_withheld_message_goes_with_all_its_items()
    {
        var body = Text(ResponsesBodyEditor.WithHistory(Requests.Scan(Agent), "gpt-6-codex", [new(2, 7)]));

        Assert.DoesNotContain("I look.", body);
        Assert.DoesNotContain("web_search_call\"", body);
        Assert.DoesNotContain("gAAAsealed", body);
        Assert.Equal(Role.Assistant, Requests.Scan(body).Messages[2].Role);
        Assert.Equal("[This reply was given privately and is not shown.]", Requests.Scan(body).ReadMessage(2).Text);
    }

    [Fact]
    public void A_withheld_string_is_replaced_by_another()
    {
        var body = Text(ResponsesBodyEditor.WithHistory(Requests.Scan("""{"model":"m","input":"secret"}"""), "m", [new(0, 0)]));

        Assert.Equal("""{"model":"m","input":"[This message was handled privately and is not shown.]"}""", body);
    }

    [Fact]
    public void Another_providers_reasoning_is_taken_out()
    {
        const string Item = """{"type":"reasoning","id":"rs_t1_0","summary":[],"encrypted_content":"trooper-foreign.sig"}""";
        const string Own = """{"type":"reasoning","summary":[],"encrypted_content":"gAAA"}""";
        const string Said = """{"role":"assistant","content":"b"}""";
        var scanned = Requests.Scan($$"""{"model":"m","input":[{"role":"user","content":"a"},{{Item}},{{Own}},{{Said}},{"role":"user","content":"c"}]}""");

        Assert.Equal(
            $$"""{"model":"m","input":[{"role":"user","content":"a"},{{Own}},{{Said}},{"role":"user","content":"c"}]}""",
            Text(ResponsesBodyEditor.WithHistory(scanned, "m", [])));
    }

    [Fact]
    public void A_context_stands_for_the_conversation_that_the_client_named()
    {
        var scanned = Requests.Scan(Agent);
        IReadOnlyList<Message> context =
        [
            Message.User("Fix the build."),
            new(Role.Assistant, [new ToolCallBlock("call_2", "apply_patch", """{"input":"*** Begin"}"""), new ToolCallBlock("call_1", "mcp__lookup", "{}")]),
            new(Role.User, [new ToolResultBlock("call_2", [new TextBlock("ok")]), new ToolResultBlock("call_1", [new TextBlock("found")])]),
        ];

        var body = JsonElement.Parse(ResponsesBodyEditor.WithContext(scanned, ResponsesAsked.Read(scanned), "gpt-x", context).Span);

        Assert.False(body.TryGetProperty("previous_response_id", out _) || body.TryGetProperty("conversation", out _) || body.TryGetProperty("x_prefer_local", out _));
        Assert.Equal("gpt-x", body.GetProperty("model").GetString());
        Requests.AssertSameJson(
            """
            [
              {"type":"message","role":"developer","content":[{"type":"input_text","text":"Ask before you write."}]},
              {"type":"message","role":"user","content":[{"type":"input_text","text":"Fix the build."}]},
              {"type":"custom_tool_call","call_id":"call_2","name":"apply_patch","input":"*** Begin"},
              {"type":"function_call","call_id":"call_1","namespace":"mcp","name":"lookup","arguments":"{}"},
              {"type":"custom_tool_call_output","call_id":"call_2","output":"ok"},
              {"type":"function_call_output","call_id":"call_1","output":"found"}
            ]
            """,
            body.GetProperty("input").GetRawText());
    }

    private static string Text(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);
}
