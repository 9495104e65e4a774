using System.Text;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;

namespace Trooper.Tests.Protocols.OpenAI.Responses;

public sealed class ResponsesRequestScannerTests
{
    private static readonly string Agent = Transcript.Golden("agent-request.json");

    [Fact]
    public void Items_that_follow_one_another_are_one_message()
    {
        var scanned = Requests.Scan(Agent);

        Assert.Equal([Role.User, Role.User, Role.Assistant, Role.User, Role.System, Role.User], scanned.Messages.Select(message => message.Role));
        Assert.Equal(
            [
                MessageTraits.None, MessageTraits.Media, MessageTraits.Thinking | MessageTraits.ToolCalls | MessageTraits.Media,
                MessageTraits.ToolResults | MessageTraits.Media, MessageTraits.None, MessageTraits.Media,
            ],
            scanned.Messages.Select(message => message.Traits));
    }

    [Fact]
    public void What_routing_needs_is_found()
    {
        var scanned = Requests.Scan(Agent);

        Assert.Equal(("gpt-6-codex", true, 900, RouteWish.PreferLocal, true, true), (scanned.Model, scanned.Stream, scanned.MaxTokens, scanned.Wish, scanned.WantsSchema, scanned.CarriesTools));
        Assert.Equal(("cache-1", "resp_1", "conv_1", "meta-1"), (scanned.Hints.PromptCacheKey, scanned.Hints.PreviousResponseId, scanned.Hints.Conversation, scanned.Hints.MetadataSessionId));
        Assert.Equal("\"You are a coding agent.\"", Encoding.UTF8.GetString(scanned.SystemBytes.Of(scanned.Body)));
    }

    [Fact]
    public void An_unknown_item_goes_with_the_message_before_it_and_says_nothing()
    {
        const string Before = """{"input":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}""";
        var with = Requests.Scan(Before + """,{"type":"image_generation_call","result":"x"},{"role":"user","content":"c"}]}""");
        var without = Requests.Scan(Before + """,{"role":"user","content":"c"}]}""");

        Assert.Equal(without.Messages.Select(message => message.Chain), with.Messages.Select(message => message.Chain));
        Assert.EndsWith("\"result\":\"x\"}", Encoding.UTF8.GetString(with.Messages[1].Bytes.Of(with.Body)));
    }

    [Fact]
    public void An_unknown_item_at_the_start_goes_with_the_first_message()
    {
        var scanned = Requests.Scan("""{"input":[{"type":"compaction","encrypted_content":"x"},{"role":"user","content":"a"}]}""");

        Assert.StartsWith("{\"type\":\"compaction\"", Encoding.UTF8.GetString(scanned.Messages.Single().Bytes.Of(scanned.Body)));
    }

    [Theory]
    [InlineData("""{"input":"hi \"there\""}""")]
    [InlineData("""{"input":[{"role":"user","content":"hi  \"there\""}]}""")]
    [InlineData("""{"input":[{"type":"mess\u0061ge","role":"user","content":[{"type":"input_text","text":"hi "},{"type":"input_text","text":"\"there\"\n"}]}]}""")]
    public void Spelling_makes_no_difference(string json) =>
        Assert.Equal(CanonicalForm.HashOf(Message.User("hi \"there\"")), Requests.Scan(json).Messages.Single().Hash);

    [Fact]
    public void A_call_without_arguments_has_empty_ones() =>
        Assert.Equal(
            CanonicalForm.HashOf(new(Role.Assistant, [new ToolCallBlock("c", "f", "{}")])),
            Requests.Scan("""{"input":[{"type":"function_call","call_id":"c","name":"f","arguments":""},{"role":"user","content":"x"}]}""").Messages[0].Hash);

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("[]", "it must be a JSON object")]
    [InlineData("""{"model":"m"}""", "Missing required parameter: 'input'.")]
    [InlineData("""{"input":5}""", "Invalid type for 'input': expected a string or an array of input items, but got a number instead.")]
    [InlineData("""{"input":[]}""", "Invalid 'input'")]
    [InlineData("""{"input":[{"role":"developer","content":"x"}]}""", "Invalid 'input'")]
    [InlineData("""{"input":["x"]}""", "Invalid type for 'input[0]': expected an object, but got a string instead.")]
    [InlineData("""{"input":[{"content":"x"}]}""", "Missing required parameter: 'input[0].type'.")]
    [InlineData("""{"input":[{"role":"tool","content":"x"}]}""", "Invalid value: 'tool'. Supported values are: 'assistant', 'system', 'developer', and 'user'.")]
    [InlineData("""{"input":[{"role":"user"}]}""", "Missing required parameter: 'input[0].content'.")]
    [InlineData("""{"input":[{"role":"user","content":{}}]}""", "Invalid type for 'input[0].content'")]
    [InlineData("""{"input":[{"role":"user","content":[{"text":"x"}]}]}""", "Missing required parameter: 'input[0].content[0].type'.")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_text","text":1}]}]}""", "Invalid type for 'input[0].content[0].text': expected a string, but got a number instead.")]
    [InlineData("""{"input":[{"type":"function_call","name":"f","arguments":"{}"}]}""", "Missing required parameter: 'input[0].call_id'.")]
    [InlineData("""{"input":[{"type":"function_call","call_id":"c","name":"f","arguments":{}}]}""", "Invalid type for 'input[0].arguments': expected a string, but got an object instead.")]
    [InlineData("""{"input":[{"type":"function_call_output","call_id":"c"}]}""", "Missing required parameter: 'input[0].output'.")]
    [InlineData("""{"input":[{"role":"user","content":"x","content":"y"}]}""", "Invalid 'input[0].content': the field stands twice.")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_text","text":"x","text":"y"}]}]}""", "Invalid 'input[0].content[0].text': the field stands twice.")]
    [InlineData("""{"input":"x","input":"y"}""", "Invalid 'input': the field stands twice.")]
    [InlineData("""{"input":"x","model":5}""", "Invalid type for 'model': expected a string, but got a number instead.")]
    [InlineData("""{"input":"x","stream":"yes"}""", "Invalid type for 'stream': expected a boolean, but got a string instead.")]
    [InlineData("""{"input":"x","max_output_tokens":-1}""", "Invalid type for 'max_output_tokens'")]
    [InlineData("""{"input":"x","tools":{}}""", "Invalid type for 'tools'")]
    [InlineData("""{"input":"x","instructions":[]}""", "Invalid type for 'instructions'")]
    [InlineData("""{"input":"x","background":true}""", "Unsupported parameter: 'background'")]
    [InlineData("""{"input":"x",}""", "We could not parse the JSON body of your request: it is not valid JSON: line 1")]
    public void A_mistake_is_named(string json, string words) =>
        Assert.Contains(words, Assert.Throws<RequestRejectedException>(() => Requests.Scan(json)).Message);

    [Fact]
    public void Nulls_count_as_left_out()
    {
        var scanned = Requests.Scan("""{"model":null,"input":"x","instructions":null,"tools":null,"stream":null,"max_output_tokens":null,"previous_response_id":null,"conversation":null}""");

        Assert.Equal((null, false, null, false), (scanned.Model, scanned.Stream, scanned.MaxTokens, scanned.CarriesTools));
        Assert.True(scanned.SystemBytes.IsEmpty);
    }
}
