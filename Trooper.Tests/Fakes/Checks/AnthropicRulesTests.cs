using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Checks;

/// <summary>The Anthropic fake refuses what Anthropic refuses, in its words.</summary>
public sealed class AnthropicRulesTests
{
    private const string Hello = """{"role":"user","content":"hello"}""";
    private const string Asks = """{"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"weather","input":{}}]}""";
    private const string Answers = """{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"sun"}]}""";
    private const string AnswersLate = """{"role":"user","content":[{"type":"text","text":"here"},{"type":"tool_result","tool_use_id":"toolu_1","content":"sun"}]}""";
    private const string BadId = """{"role":"assistant","content":[{"type":"tool_use","id":"call.1","name":"weather","input":{}}]}""";
    private const string Empty = """{"role":"user","content":[{"type":"text","text":""}]}""";
    private const string Foreign = """{"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"made-up"},{"type":"text","text":"hi"}]}""";
    private const string Redacted = """{"role":"assistant","content":[{"type":"redacted_thinking","data":"made-up"},{"type":"text","text":"hi"}]}""";
    private const string Unsigned = """{"role":"assistant","content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"hi"}]}""";

    [Theory]
    [InlineData("", $"[{Hello}]", "max_tokens: Field required")]
    [InlineData("\"max_tokens\":9,\"x_force_local\":true,", $"[{Hello}]", "x_force_local: Extra inputs are not permitted")]
    [InlineData("\"max_tokens\":9,", $"[{Hello},{Asks},{Hello}]", "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_1.")]
    [InlineData("\"max_tokens\":9,", $"[{Hello},{Asks},{AnswersLate}]", "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_1.")]
    [InlineData("\"max_tokens\":9,", $"[{Answers}]", "messages.0.content.0: unexpected `tool_use_id` found in `tool_result` blocks: toolu_1.")]
    [InlineData("\"max_tokens\":9,", $"[{Hello},{BadId},{Answers}]", "messages.1.content.0.tool_use.id: String should match pattern")]
    [InlineData("\"max_tokens\":9,", $"[{Empty}]", "messages: text content blocks must be non-empty")]
    [InlineData("\"max_tokens\":9,", $"[{Hello},{Foreign},{Hello}]", "messages.1.content.0: Invalid `signature` in `thinking` block")]
    [InlineData("\"max_tokens\":9,", $"[{Hello},{Redacted},{Hello}]", "messages.1.content.0: Invalid `data` in `redacted_thinking` block")]
    [InlineData("\"max_tokens\":9,", $"[{Hello},{Unsigned},{Hello}]", "messages.1.content.0.thinking.signature: Field required")]
    [InlineData("\"max_tokens\":9,", """[{"role":"tool","content":"sun"}]""", "messages: Unexpected role \"tool\".")]
    [InlineData("\"max_tokens\":2000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},", $"[{Hello},{Asks},{Answers}]", "Expected `thinking` or `redacted_thinking`, but found `tool_use`")]
    public async Task A_broken_rule_is_a_400_in_the_vendors_words(string fields, string messages, string words)
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = Caller(fakes);

        var (status, body) = await caller.Post($$"""{"model":"claude-sim",{{fields}}"messages":{{messages}}}""");

        Assert.Equal(400, status);
        Assert.Equal("invalid_request_error", body.Field("error").Text("type"));
        Assert.StartsWith(words, body.Field("error").Text("message")!.Replace("messages.1.content.0.type: ", ""));
        Assert.Equal(Outcome.Refused, await fakes.Anthropic.Requests[0].Ended);
    }

    [Fact]
    public async Task The_latest_version_refuses_sampling_that_the_older_one_takes()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = Caller(fakes);
        var warm = $$"""{"model":"claude-sim","max_tokens":9,"temperature":0.5,"messages":[{{Hello}}]}""";

        Assert.Equal(200, (await caller.Post(warm)).Status);
        Assert.Equal(400, (await caller.With("anthropic-version", "2026-10-21").Post(warm)).Status);
    }

    [Theory]
    [InlineData("anthropic-version", "1999-01-01")]
    [InlineData("anthropic-beta", "claude-code-20250219,invented-2026-01-01")]
    public async Task An_unknown_version_or_beta_is_refused(string header, string value)
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = Caller(fakes).With(header, value);

        Assert.Equal(400, (await caller.Post($$"""{"model":"claude-sim","max_tokens":9,"messages":[{{Hello}}]}""")).Status);
    }

    [Fact]
    public async Task Its_own_thoughts_come_back_and_those_of_another_fake_do_not()
    {
        await using var fakes = await FakeUpstreams.Start();
        await using var others = await FakeUpstreams.Start();
        using var caller = Caller(fakes);
        using var stranger = Caller(others);

        var thought = (await caller.Post(Thinking("claude-sim", Hello))).Body.Field("content");
        var next = Thinking("claude-sim", Hello, Assistant(thought), Hello);

        Assert.Equal(200, (await caller.Post(next)).Status);
        Assert.Equal(400, (await stranger.Post(next)).Status);
    }

    [Fact]
    public async Task A_bound_thought_does_not_survive_an_edit_of_what_came_before()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = Caller(fakes);
        const string Marked = """{"role":"user","content":"hello","cache_control":{"type":"ephemeral"}}""";
        const string Edited = """{"role":"user","content":"hello!"}""";

        var thought = (await caller.Post(Thinking("claude-fable-5-1", Hello))).Body.Field("content");

        Assert.Equal(200, (await caller.Post(Thinking("claude-fable-5-1", Marked, Assistant(thought), Hello))).Status);
        var (status, body) = await caller.Post(Thinking("claude-fable-5-1", Edited, Assistant(thought), Hello));
        Assert.Equal(400, status);
        Assert.Contains("bound to a different conversation", body.Field("error").Text("message"));
    }

    [Fact]
    public async Task A_broken_rule_is_recorded_although_a_script_answers_first()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = Caller(fakes);
        fakes.Anthropic.Script(Behave.Overloaded());

        var (status, _) = await caller.Post($$"""{"model":"claude-sim","messages":[{{Hello}}]}""");

        Assert.Equal(529, status);
        Assert.Contains("max_tokens", fakes.Anthropic.Requests[0].Violation);
    }

    private static Caller Caller(FakeUpstreams fakes) => new Caller(fakes.Anthropic).With("anthropic-version", "2023-06-01");

    private static string Thinking(string model, params string[] messages) =>
        $$"""{"model":"{{model}}","max_tokens":2000,"thinking":{"type":"adaptive"},"messages":[{{string.Join(',', messages)}}]}""";

    private static string Assistant(JsonElement content) => $$"""{"role":"assistant","content":{{content.GetRawText()}}}""";
}
