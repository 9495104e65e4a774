using System.Text.Json;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Anthropic;

/// <summary>An answer as Messages has it: whole, or as events.</summary>
internal sealed class MessagesWriter(JsonElement body, Prompt prompt, Answer answer, Ids ids, ThinkingSignatures signatures)
{
    private readonly string _id = ids.Letters("msg_01", 22);

    public object Reply()
    {
        var (stopReason, stopSequence, stopDetails) = Ending();
        return Envelope(Blocks().Select(block => block.Whole), stopReason, stopSequence, stopDetails, Usage(TokenCount.Of(answer)));
    }

    public IEnumerable<Frame> Frames()
    {
        yield return Event("message_start", new { type = "message_start", message = Envelope([], null, null, null, Usage(1)) });
        foreach (var (index, block) in Blocks().Index())
        {
            yield return Event("content_block_start", new { type = "content_block_start", index, content_block = block.Start });
            if (index == 0)
            {
                yield return Event("ping", new { type = "ping" });
            }

            foreach (var delta in block.Deltas)
            {
                yield return Event("content_block_delta", new { type = "content_block_delta", index, delta }) with { IsDelta = true };
            }

            yield return Event("content_block_stop", new { type = "content_block_stop", index });
        }

        var (stopReason, stopSequence, stopDetails) = Ending();
        var ending = new { stop_reason = stopReason, stop_sequence = stopSequence, stop_details = stopDetails, container = (object?)null };
        yield return Event("message_delta", new { type = "message_delta", delta = ending, usage = Usage(TokenCount.Of(answer)) });
        yield return Event("message_stop", new { type = "message_stop" });
    }

    private static Frame Event(string name, object data) => Frame.Of(data) with { Event = name };

    private object Envelope(IEnumerable<object> content, string? stopReason, string? stopSequence, object? stopDetails, object usage) => new
    {
        model = body.Text("model"),
        id = _id,
        type = "message",
        role = "assistant",
        content,
        container = (object?)null,
        stop_reason = stopReason,
        stop_sequence = stopSequence,
        stop_details = stopDetails,
        usage,
    };

    private object Usage(int outputTokens) => new
    {
        input_tokens = TokenCount.Of(prompt),
        cache_creation_input_tokens = 0,
        cache_read_input_tokens = 0,
        cache_creation = new { ephemeral_5m_input_tokens = 0, ephemeral_1h_input_tokens = 0 },
        output_tokens = outputTokens,
        output_tokens_details = new { thinking_tokens = Math.Min(outputTokens, TokenCount.Of(answer.Thinking)) },
        server_tool_use = (object?)null,
        service_tier = "standard",
    };

    private IEnumerable<WrittenBlock> Blocks()
    {
        if (answer.Thinking.Length > 0)
        {
            yield return WrittenBlock.Thinking(answer.Thinking, signatures.Sign(answer.Thinking, body, body.Items("messages").Length));
        }

        if (answer.HiddenThinking.Length > 0)
        {
            yield return WrittenBlock.Redacted(signatures.Redact(answer.HiddenThinking));
        }

        if (answer.Deltas.Count > 0)
        {
            yield return WrittenBlock.Text(answer.Deltas);
        }

        foreach (var call in answer.Calls)
        {
            yield return WrittenBlock.ToolUse(ids.Letters("toolu_01", 22), call);
        }
    }

    private (string Reason, string? Sequence, object? Details) Ending() => answer.Stop switch
    {
        StopCause.Tool => ("tool_use", null, null),
        StopCause.Length => ("max_tokens", null, null),
        StopCause.Sequence => ("stop_sequence", answer.StopSequence, null),
        StopCause.Refusal => ("refusal", null, new { type = "refusal", category = (string?)null, explanation = (string?)null }),
        _ => ("end_turn", null, null),
    };
}
