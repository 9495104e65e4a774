using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.Gemini;
using Trooper.Tests.Fakes.Gemini;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Protocols.Gemini;

public sealed class GeminiRequestWriterTests
{
    [Fact]
    public void Any_conversation_is_accepted_whoever_made_its_calls() =>
        Prop.ForAll(AnyConversation.Arbitrary, messages =>
        {
            var asked = Asking([.. messages, new(Role.Assistant, [new ThinkingBlock("hm", null)]), new(Role.System, [new TextBlock("mind")])]);
            var (body, _) = Written(WithEveryWish(asked));
            Assert.Null(Violation(body)?.Message);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_call_goes_back_with_its_own_signature_and_a_foreign_one_with_the_excuse()
    {
        Message[] messages =
        [
            Message.User("x"),
            new(Role.Assistant, [new ToolCallBlock("a", "f", "{}", "own"), new ToolCallBlock("b", "f", "{}")]),
            new(Role.User, [new ToolResultBlock("a", []), new ToolResultBlock("b", [])]),
            new(Role.Assistant, [new ToolCallBlock("c", "f", "{}")]),
            new(Role.User, [new ToolResultBlock("c", [])]),
        ];

        Assert.Equal(["own", null, "skip_thought_signature_validator"], Signatures("gemini-3-pro"));
        Assert.Equal(["own", null, null], Signatures("gemini-2.0-flash"));

        IEnumerable<string?> Signatures(string model) => Written(Asking(messages) with { Model = model }).Body.Items("messages")
            .SelectMany(message => message.Items("tool_calls"))
            .Select(call => call.Field("extra_content").Field("google").Text("thought_signature"));
    }

    [Fact]
    public void What_Gemini_cannot_take_is_said_in_words_and_named()
    {
        var asked = Asking(
            new(Role.User, [new ImageBlock(null, null, "https://x/a.png"), new ImageBlock("image/png", "AAAA", null)]),
            new(Role.System, [new TextBlock("mind the gap")]),
            new(Role.User, [new DocumentBlock("application/pdf", "AAAA", null, null, "paper.pdf")]));

        var (body, dropped) = Written(asked with { TopK = 1, PresencePenalty = 1 });

        Assert.Null(Violation(body)?.Message);
        Assert.Equal(["top_k", "presence_penalty", "image url", "document"], dropped);
        Assert.Equal("[An image that this model cannot fetch: https://x/a.png]", body.Items("messages")[0].Items("content")[0].Text("text"));
        Assert.Equal("<system-reminder>\nmind the gap\n</system-reminder>", body.Items("messages")[1].Text("content"));
        Assert.Contains("paper.pdf", body.Items("messages")[2].Items("content")[0].Text("text") ?? body.Items("messages")[2].Text("content"));
    }

    [Theory]
    [InlineData("gemini-3-pro", Effort.High, """{"include_thoughts":true,"thinking_level":"high"}""", null)]
    [InlineData("gemini-2.5-flash", Effort.Medium, """{"include_thoughts":true,"thinking_budget":8192}""", null)]
    [InlineData("gemini-2.0-flash", Effort.High, null, null)]
    [InlineData("gemini-2.5-flash", Effort.Off, null, "none")]
    [InlineData("gemini-2.5-pro", Effort.Off, null, null)]
    public void Thinking_is_asked_for_as_the_model_has_it(string model, Effort effort, string? config, string? reasoningEffort)
    {
        var (body, dropped) = Written(Asking(Message.User("x")) with { Model = model, Effort = effort });

        var written = body.Field("extra_body").Field("google").Field("thinking_config");
        Assert.Equal((config, reasoningEffort), (written.IsObject ? written.GetRawText() : null, body.Text("reasoning_effort")));
        Assert.Equal(config is null && effort == Effort.High, dropped.Contains("thinking"));
    }

    [Theory]
    [InlineData("gemini-2.0-flash", false)]
    [InlineData("gemini-3-pro", true)]
    public void Json_is_asked_for_beside_tools_only_where_the_model_takes_both(string model, bool asked)
    {
        var (body, dropped) = Written(WithEveryWish(Asking(Message.User("x")) with { Model = model }));

        Assert.Equal((asked, !asked), (body.Has("response_format"), dropped.Contains("response_format")));
    }

    private static ModelRequest WithEveryWish(ModelRequest request) => request with
    {
        System = "be brief",
        MaxTokens = 9,
        Temperature = 0.1,
        TopP = 0.5,
        TopK = 3,
        FrequencyPenalty = 0.5,
        PresencePenalty = 0.5,
        User = "me",
        Seed = 5,
        Effort = Effort.High,
        WantsJson = true,
        StopSequences = ["x"],
        Tools = [new("read", null, """{"type":"object","properties":{"a":{"type":["string","null"]}},"$schema":"x"}""")],
        ToolChoice = new(ToolUse.Any, OneAtATime: true),
    };

    private static ModelRequest Asking(params Message[] messages) => new() { Model = "gemini-sim", Messages = messages };

    private static (JsonElement Body, IReadOnlyList<string> Dropped) Written(ModelRequest request)
    {
        var output = new ArrayBufferWriter<byte>();
        var dropped = GeminiRequestWriter.Write(output, request, stream: true);
        return (WireJson.Parse(Encoding.UTF8.GetString(output.WrittenSpan)), dropped);
    }

    private static Failure? Violation(JsonElement body) =>
        GeminiRules.ParameterViolation(body) ?? SchemaRules.Violation(body) ?? GeminiMessageRules.Violation(body) ?? new ThoughtSignatures().Violation(body);
}
