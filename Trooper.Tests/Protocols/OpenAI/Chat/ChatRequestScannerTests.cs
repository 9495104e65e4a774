using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.Anthropic;
using Trooper.Core.Protocols.OpenAI.Chat;

namespace Trooper.Tests.Protocols.OpenAI.Chat;

public sealed class ChatRequestScannerTests
{
    private const string Hello = """{"role":"user","content":"hello"}""";

    [Fact]
    public void A_conversation_has_the_same_chains_as_in_Anthropic_form() =>
        Prop.ForAll(AnyConversation.Arbitrary, messages =>
        {
            var anthropic = AnthropicRequestScanner.Scan(ChatConversation.AsAnthropic(messages)).Messages;
            var chat = ChatRequestScanner.Scan(ChatConversation.AsChat(messages)).Messages;
            Assert.Equal(anthropic.Select(message => (message.Role, message.Chain)), chat.Select(message => (message.Role, message.Chain)));
            Assert.Equal(anthropic.Select(message => message.Traits), chat.Select(message => message.Traits));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void What_is_read_is_what_was_scanned() =>
        Prop.ForAll(AnyConversation.Arbitrary, messages =>
        {
            var scanned = ChatRequestScanner.Scan(ChatConversation.AsChat(messages));
            for (var place = 0; place < scanned.Messages.Count; place++)
                Assert.Equal(scanned.Messages[place].Hash, CanonicalForm.HashOf(scanned.ReadMessage(place)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_damaged_request_is_rejected_or_read_as_it_was_scanned() =>
        Prop.ForAll(AnyConversation.Arbitrary, Gen.Choose(0, int.MaxValue).ToArbitrary(), (messages, seed) =>
        {
            var body = Damaged(ChatConversation.AsChat(messages), new Random(seed));
            try
            {
                var scanned = ChatRequestScanner.Scan(body);
                for (var place = 0; place < scanned.Messages.Count; place++)
                    Assert.Equal(scanned.Messages[place].Hash, CanonicalForm.HashOf(scanned.ReadMessage(place)));
            }
            catch (RequestRejectedException e)
            {
                Assert.NotEmpty(e.Message);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData("""[{"role":"user","content":"\ud83d"}]""", false)]
    [InlineData("""[M,{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"a\":\"\\ud83d\"}"}}]}]""", true)]
    public void Half_a_character_is_refused_where_it_is_text_and_carried_in_what_a_model_wrote(string messages, bool isCarried)
    {
        var body = ChatConversation.Utf8($"{{\"messages\":{messages.Replace("M", Hello)}}}");

        if (isCarried)
            Assert.Equal(ChatRequestScanner.Scan(body).Messages[1].Hash, CanonicalForm.HashOf(ChatRequestScanner.Scan(body).ReadMessage(1)));
        else
            Assert.Throws<RequestRejectedException>(() => ChatRequestScanner.Scan(body));
    }

    [Fact]
    public void Results_and_what_the_user_says_after_them_are_one_message()
    {
        var scanned = Scan($$"""
            [{{Hello}},
             {"role":"assistant","tool_calls":[
                {"id":"a","type":"function","function":{"name":"f","arguments":""} },
                {"id":"b","type":"function","function":{"name":"f","arguments":"not json"} } ]},
             {"role":"tool","tool_call_id":"b","content":"two"},
             {"role":"tool","tool_call_id":"a","content":[{"type":"text","text":"one"}]},
             {"role":"user","content":"go on"},
             {"role":"user","content":"and on"}]
            """);

        Assert.Equal([Role.User, Role.Assistant, Role.User, Role.User], scanned.Messages.Select(message => message.Role));
        Assert.Equal(["{}", "not json"], scanned.ReadMessage(1).ToolCalls.Select(call => call.ArgumentsJson));
        Assert.Equal(["b", "a"], scanned.ReadMessage(2).ToolResults.Select(result => result.CallId));
        Assert.Equal("go on", scanned.ReadMessage(2).Text);
        Assert.Equal(MessageTraits.ToolResults, scanned.Messages[2].Traits);
    }

    [Fact]
    public void What_the_system_says_first_is_the_system_prompt_and_later_a_message()
    {
        var scanned = Scan($$"""[{"role":"system","content":"one"}, {"role":"developer","content":[{"type":"text","text":"two"}]}, {{Hello}}, {"role":"system","content":"three"}]""");

        Assert.Equal([Role.User, Role.System], scanned.Messages.Select(message => message.Role));
        Assert.Equal("one\n\ntwo", ChatRequestReader.Read(scanned, "m").System);
        Assert.StartsWith("""{"role":"system","content":"one"}""", Encoding.UTF8.GetString(scanned.SystemBytes.Of(scanned.Body)));
    }

    [Fact]
    public void When_only_the_system_speaks_its_last_word_is_the_message()
    {
        var scanned = Scan("""[{"role":"system","content":"be brief"}, {"role":"system","content":"say hello"}]""");

        Assert.Equal("say hello", scanned.ReadMessage(0).Text);
        Assert.Equal("be brief", ChatRequestReader.Read(scanned, "m").System);
    }

    [Fact]
    public void The_fields_that_routing_needs_are_found()
    {
        var scanned = ScanBody($$"""
            {"model":"gpt-x","stream":true,"stream_options":{"include_usage":true},"max_tokens":5,"max_completion_tokens":7,"messages":[{{Hello}}],
             "tools":[{"type":"function","function":{"name":"f"} }],"response_format":{"type":"json_object"},"x_prefer_local":true,
             "metadata":{"session_id":"s-1"},"prompt_cache_key":"k","user":"u","logprobs":null}
            """);

        Assert.Equal(("gpt-x", true, true, 7), (scanned.Model, scanned.Stream, scanned.WantsUsage, scanned.MaxTokens));
        Assert.Equal((true, true, RouteWish.PreferLocal), (scanned.CarriesTools, scanned.WantsSchema, scanned.Wish));
        Assert.Equal(("s-1", "k", "u"), (scanned.Hints.MetadataSessionId, scanned.Hints.PromptCacheKey, scanned.Hints.UserId));
    }

    [Theory]
    [InlineData("""{"x_force_local":true,"x_prefer_local":false,"messages":[M]}""", """{"messages":[M]}""")]
    [InlineData("""{"messages":[M],"x_force_cloud":true}""", """{"messages":[M]}""")]
    [InlineData("""{"x_force_cloud":true,"messages":[M],"x_force_local":false , "n":1}""", """{"messages":[M] , "n":1}""")]
    public void Troopers_own_fields_can_be_cut_out(string body, string left)
    {
        var scanned = ScanBody(body.Replace("M", Hello));
        var edits = new BodyEdits();
        foreach (var field in scanned.OwnFields)
            edits.Cut(field);

        Assert.Equal(left.Replace("M", Hello), Encoding.UTF8.GetString(edits.Apply(scanned.Body).Span));
    }

    [Theory]
    [InlineData("", "We could not parse the JSON body of your request: it is empty", null)]
    [InlineData("""{"messages":[M]""", "We could not parse the JSON body of your request: it is not valid JSON: line 1", null)]
    [InlineData("""{"model":"m"}""", "Missing required parameter: 'messages'.", "messages")]
    [InlineData("""{"messages":[]}""", "Invalid 'messages': empty array.", "messages")]
    [InlineData("""{"messages":"hello"}""", "Invalid type for 'messages': expected an array of objects, but got a string instead.", "messages")]
    [InlineData("""{"messages":[M],"model":7}""", "Invalid type for 'model': expected a string, but got a number instead.", "model")]
    [InlineData("""{"messages":[M],"stream":"yes"}""", "Invalid type for 'stream': expected a boolean", "stream")]
    [InlineData("""{"messages":[M],"messages":[M]}""", "Invalid 'messages': the field stands twice.", "messages")]
    [InlineData("""{"messages":[{"role":"narrator","content":"x"}]}""", "Invalid value: 'narrator'. Supported values are: 'system'", "messages[0].role")]
    [InlineData("""{"messages":[M,{"role":"user"}]}""", "Missing required parameter: 'messages[1].content'.", "messages[1].content")]
    [InlineData("""{"messages":[{"role":"user","content":"a","content":"b"}]}""", "Invalid 'messages[0].content': the field stands twice.", "messages[0].content")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"text"}]}]}""", "Missing required parameter: 'messages[0].content[0].text'.", "messages[0].content[0].text")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{}}]}]}""", "Missing required parameter: 'messages[0].content[0].image_url.url'.", "messages[0].content[0].image_url.url")]
    [InlineData("""{"messages":[{"role":"tool","content":"x"}]}""", "Missing required parameter: 'messages[0].tool_call_id'.", "messages[0].tool_call_id")]
    [InlineData("""{"messages":[{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f","arguments":{}}}]}]}""", "Invalid type for 'messages[0].tool_calls[0].function.arguments': expected a string, but got an object instead.", "messages[0].tool_calls[0].function.arguments")]
    public void A_mistake_is_named_in_OpenAIs_words(string body, string words, string? field)
    {
        var rejected = Assert.Throws<RequestRejectedException>(() => ScanBody(body.Replace("M", Hello)));

        Assert.StartsWith(words, rejected.Message);
        Assert.Equal((400, field), (rejected.Status, rejected.Field));
    }

    // Signs and words that mean something, in places where they do not belong.
    private static byte[] Damaged(byte[] body, Random chance)
    {
        string[] pieces = ["\"", "{", "}", "[", "]", ",", ":", "\\", "null", "\"text\"", "\"content\":", "\"role\":\"tool\",", "\"type\":\"file\",", "1", "\\ud800", "custom"];
        for (var count = chance.Next(1, 4); count > 0; count--)
        {
            var at = chance.Next(body.Length);
            var cut = chance.Next(3) == 0 ? 0 : chance.Next(12);
            var piece = chance.Next(3) == 0 ? "" : pieces[chance.Next(pieces.Length)];
            body = [.. body[..at], .. Encoding.UTF8.GetBytes(piece), .. body[Math.Min(at + cut, body.Length)..]];
        }
        return body;
    }

    private static ScannedRequest Scan(string messages) => ScanBody($$"""{"messages":{{messages}}}""");

    private static ScannedRequest ScanBody(string body) => ChatRequestScanner.Scan(ChatConversation.Utf8(body));
}
