using System.Text.Json;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.OpenAI;

/// <summary>An answer as chat completions have it: whole, or as chunks.</summary>
internal sealed class ChatWriter(JsonElement body, Prompt prompt, Answer answer, DateTimeOffset now, Ids ids)
{
    private readonly string _id = ids.Letters("chatcmpl-", 29);
    private readonly bool _wantsUsage = body.Field("stream_options").IsTrue("include_usage");
    private readonly bool _obfuscates = !body.Field("stream_options").IsFalse("include_obfuscation");

    public object Reply()
    {
        var refused = answer.Stop == StopCause.Refusal;
        var message = new Dictionary<string, object?>
        {
            ["role"] = "assistant",
            ["content"] = answer.Deltas.Count > 0 && !refused ? answer.Text : null,
            ["refusal"] = refused ? Refusal : null,
            ["annotations"] = Array.Empty<object>(),
        };
        if (answer.Calls.Count > 0)
        {
            message["tool_calls"] = answer.Calls.Select(Whole);
        }

        var reply = Envelope("chat.completion");
        reply["choices"] = new[] { new { index = 0, message, logprobs = (object?)null, finish_reason = FinishReason() } };
        reply["usage"] = Usage();
        return reply;
    }

    public IEnumerable<Frame> Frames()
    {
        yield return Chunk(new { role = "assistant", content = answer.Calls.Count > 0 ? null : "", refusal = (string?)null });
        foreach (var delta in Deltas())
        {
            yield return Chunk(delta) with { IsDelta = true };
        }

        yield return Chunk(new { }, FinishReason());
        if (_wantsUsage)
        {
            var last = Envelope("chat.completion.chunk");
            last["choices"] = Array.Empty<object>();
            last["usage"] = Usage();
            yield return Frame.Of(last);
        }

        yield return new Frame("[DONE]");
    }

    private string Refusal => answer.Deltas.Count > 0 ? answer.Text : "I'm sorry, I can't assist with that.";

    private IEnumerable<object> Deltas() =>
    [
        .. answer.Stop == StopCause.Refusal
            ? Pieces.Of(Refusal).Select(object (refusal) => new { refusal })
            : answer.Deltas.Select(object (content) => new { content }),
        .. answer.Calls.Index().SelectMany(call => CallDeltas(call.Index, call.Item)),
    ];

    private object Whole(Call call) => new
    {
        id = CallId(),
        type = "function",
        function = new { name = call.Tool, arguments = call.Arguments.GetRawText() },
    };

    // The first delta of a call names it; the others only carry pieces of its arguments.
    private IEnumerable<object> CallDeltas(int index, Call call) =>
    [
        new { tool_calls = new[] { new { index, id = CallId(), type = "function", function = new { name = call.Tool, arguments = "" } } } },
        .. Pieces.Of(call.Arguments.GetRawText()).Select(piece => new { tool_calls = new[] { new { index, function = new { arguments = piece } } } }),
    ];

    private Frame Chunk(object delta, string? finishReason = null)
    {
        var chunk = Envelope("chat.completion.chunk");
        chunk["choices"] = new[] { new { index = 0, delta, logprobs = (object?)null, finish_reason = finishReason } };
        if (_wantsUsage)
        {
            chunk["usage"] = null;
        }

        if (_obfuscates)
        {
            chunk["obfuscation"] = ids.Letters("", 5);
        }

        return Frame.Of(chunk);
    }

    private Dictionary<string, object?> Envelope(string kind) => new()
    {
        ["id"] = _id,
        ["object"] = kind,
        ["created"] = now.ToUnixTimeSeconds(),
        ["model"] = body.Text("model"),
        ["service_tier"] = "default",
        ["system_fingerprint"] = "fp_0000000000",
    };

    private string CallId() => ids.Letters("call_", 24);

    // A refusal is told by its own field, not by the reason.
    private string FinishReason() => answer.Stop switch
    {
        StopCause.Tool => "tool_calls",
        StopCause.Length => "length",
        _ => "stop",
    };

    private object Usage()
    {
        var (input, output) = (TokenCount.Of(prompt), TokenCount.Of(answer));
        return new
        {
            prompt_tokens = input,
            completion_tokens = output,
            total_tokens = input + output,
            prompt_tokens_details = new { cached_tokens = 0, audio_tokens = 0 },
            completion_tokens_details = new { reasoning_tokens = TokenCount.Of(answer.Thinking), audio_tokens = 0 },
        };
    }
}
