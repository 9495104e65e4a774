using Trooper.Core.Conversations;
using Trooper.Core.Protocols;

namespace Trooper.Tests.Protocols.OpenAI.Responses;

public sealed class ResponsesRequestReaderTests
{
    private static readonly string Agent = Transcript.Golden("agent-request.json");

    [Fact]
    public void Messages_are_read_with_all_that_the_neutral_form_can_hold() => Requests.AssertSameJson(
        """
        [
          {"role":"user","content":"<environment>linux</environment>"},
          {"role":"user","content":[{"type":"text","text":"Fix the build."},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}}]},
          {"role":"assistant","content":[
            {"type":"thinking","thinking":"First\n\nsecond","signature":"trooper-foreign.openai.gAAAsealed"},
            {"type":"text","text":"I look."},{"type":"text","text":"Not at that."},
            {"type":"tool_use","id":"call_1","name":"mcp__lookup","input":{"q":1}},
            {"type":"tool_use","id":"call_2","name":"apply_patch","input":{"input":"*** Begin \"Patch\"\n"}},
            {"type":"tool_use","id":"call_3","name":"local_shell","input":{"type":"exec","command":["ls"]}}]},
          {"role":"user","content":[
            {"type":"tool_result","tool_use_id":"call_1","content":[{"type":"text","text":"found"},{"type":"image","source":{"type":"url","url":"https://example.org/a.png"}}]},
            {"type":"tool_result","tool_use_id":"call_2","content":"ok"},
            {"type":"tool_result","tool_use_id":"call_3","content":"{ \"stdout\": \"README.md\" }"},
            {"type":"text","text":"Go on."}]},
          {"role":"system","content":"The user changed a file."},
          {"role":"user","content":[
            {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERi0="},"title":"a.pdf"},
            {"type":"input_file","file_id":"file_1"}]}
        ]
        """,
        Requests.Json(Requests.Messages(Requests.Scan(Agent))));

    [Fact]
    public void A_message_that_is_read_has_the_hash_that_the_scan_found()
    {
        var scanned = Requests.Scan(Agent);

        Assert.Equal(scanned.Messages.Select(message => message.Hash), Requests.Messages(scanned).Select(CanonicalForm.HashOf));
    }

    [Fact]
    public void What_is_asked_beside_the_messages_is_read_and_the_rest_named()
    {
        var request = Requests.Read(Agent);

        Assert.Equal("You are a coding agent.\n\nAsk before you write.", request.System);
        Assert.Equal(
            [("exec", "Runs"), ("apply_patch", "Edits files\n\nThe input follows this lark grammar:\nstart: /.+/"), ("mcp__lookup", null)],
            request.Tools.Select(tool => (tool.Name, tool.Description)));
        Assert.Equal((new ToolChoice(ToolUse.Any, null, OneAtATime: true), Effort.Highest), (request.ToolChoice, request.Effort));
        Assert.Equal((900, 0.5, 0.9, """{ "type": "object" }"""), (request.MaxTokens, request.Temperature, request.TopP, request.SchemaJson));
        Assert.Equal(["max_tool_calls", "tools.web_search", "text.verbosity", "include.web_search_call.results"], request.Dropped);
    }

    [Theory]
    [InlineData("\"none\"", ToolUse.None, null, "")]
    [InlineData("\"auto\"", ToolUse.Auto, null, "")]
    [InlineData("""{"type":"function","name":"a"}""", ToolUse.Named, "a", "")]
    [InlineData("""{"type":"custom","name":"b"}""", ToolUse.Named, "b", "")]
    [InlineData("""{"type":"web_search"}""", ToolUse.Auto, null, "tool_choice.web_search")]
    public void The_choice_among_tools_is_read(string choice, ToolUse use, string? name, string dropped)
    {
        var request = Requests.Read($$"""{"input":"x","tools":[{"type":"function","name":"a"},{"type":"custom","name":"b"}],"tool_choice":{{choice}}}""");

        Assert.Equal((new ToolChoice(use, name), dropped, 2), (request.ToolChoice, string.Join(',', request.Dropped), request.Tools.Count));
    }

    [Fact]
    public void A_choice_may_narrow_the_tools()
    {
        var request = Requests.Read(
            """
            {"input":"x","tools":[{"type":"function","name":"a"},{"type":"function","name":"b"}],
             "tool_choice":{"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"b"}]}}
            """);

        Assert.Equal((ToolUse.Any, "b"), (request.ToolChoice.Use, request.Tools.Single().Name));
    }

    [Fact]
    public void Json_mode_is_a_schema_that_any_object_meets() =>
        Assert.Equal("""{"type":"object"}""", Requests.Read("""{"input":"x","text":{"format":{"type":"json_object"}}}""").SchemaJson);

    [Fact]
    public void A_string_is_a_user_message() =>
        Requests.AssertSameJson("""[{"role":"user","content":"hi\n"}]""", Requests.Json(Requests.Messages(Requests.Scan("""{"input":"hi\n"}"""))));
}
