using System.Text;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.OpenAI.Chat;
using Trooper.Core.Sessions;

namespace Trooper.Tests.Protocols.OpenAI.Chat;

public sealed class ChatBodyEditorTests
{
    [Theory]
    [InlineData("""{ "model" : "gpt-x", "messages":[ {"role":"user","content":"\u0068i"} ],"n":1.0}""", """{ "model" : "gpt-x", "messages":[ {"role":"user","content":"\u0068i"} ],"n":1.0}""")]
    [InlineData("""{"model":"any","messages":[{"role":"user","content":"x"}],"x_force_cloud":true}""", """{"model":"gpt-x","messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""", """{"model":"gpt-x","messages":[{"role":"user","content":"x"}]}""")]
    public void The_clients_bytes_stay_but_for_the_model_and_Troopers_own_fields(string body, string sent) => Assert.Equal(sent, WithHistory(body));

    [Fact]
    public void A_withheld_run_of_results_becomes_one_placeholder()
    {
        var sent = WithHistory(
            """{"model":"gpt-x","messages":[{"role":"user","content":"a"},{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"secret"}, {"role":"user","content":"secret too"},{"role":"assistant","content":"b"}]}""",
            new(1, 1), new(2, 2));

        Assert.DoesNotContain("secret", sent);
        var messages = ChatRequestScanner.Scan(ChatConversation.Utf8(sent)).Messages;
        Assert.Equal([Role.User, Role.Assistant, Role.User, Role.Assistant], messages.Select(message => message.Role));
        Assert.All(messages, message => Assert.Equal(MessageTraits.None, message.Traits));
    }

    [Theory]
    [InlineData("gpt-x", """{"role":"assistant","content":"b"}""")]
    [InlineData("deepseek-r", """{"role":"assistant","reasoning_content":"hm","content":"b"}""")]
    public void Thoughts_go_back_to_others_than_OpenAI_only(string model, string answer)
    {
        var body = """{"model":"M","messages":[{"role":"user","content":"a"},{"role":"assistant","reasoning_content":"hm","content":"b"},{"role":"user","content":"c"}]}""".Replace("M\"", $"{model}\"");
        var scanned = ChatRequestScanner.Scan(ChatConversation.Utf8(body));

        Assert.Contains($"{{\"role\":\"user\",\"content\":\"a\"}},{answer},", Encoding.UTF8.GetString(ChatBodyEditor.WithHistory(scanned, model, []).Span));
    }

    [Theory]
    [InlineData("""{"model":"gpt-x","messages":[{"role":"system","content":"s"},{"role":"user","content":"new"}],"seed":1}""",
        """{"model":"gpt-x","messages":[{"role":"system","content":"s"},{"role":"user","content":"old"},{"role":"assistant","content":"answer"},{"role":"user","content":"new"}],"seed":1}""")]
    [InlineData("""{"model":"gpt-x","messages":[ {"role":"user","content":"new"} ]}""",
        """{"model":"gpt-x","messages":[{"role":"user","content":"old"},{"role":"assistant","content":"answer"},{"role":"user","content":"new"}]}""")]
    public void A_context_takes_the_place_of_the_messages(string body, string sent)
    {
        var scanned = ChatRequestScanner.Scan(ChatConversation.Utf8(body));

        var edited = ChatBodyEditor.WithContext(scanned, "gpt-x", [Message.User("old"), Message.Assistant("answer"), Message.User("new")]);

        Assert.Equal(sent, Encoding.UTF8.GetString(edited.Span));
    }

    private static string WithHistory(string body, params WithheldMessage[] withheld) =>
        Encoding.UTF8.GetString(ChatBodyEditor.WithHistory(ChatRequestScanner.Scan(ChatConversation.Utf8(body)), "gpt-x", withheld).Span);
}
