using System.Text.Json;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Gemini;

/// <summary>An answer as Google's endpoint has it.</summary>
/// <remarks>
/// Its streams have whole calls in one delta, all with index 0 and only the first with an id; they say <c>stop</c> after calls;
/// and their usage, when asked for, is a running total on every chunk.
/// </remarks>
internal sealed class GeminiWriter(JsonElement body, Prompt prompt, Answer answer, DateTimeOffset now, Ids ids, ThoughtSignatures signatures)
{
    private readonly string _id = ids.Letters("", 22);

    public object Reply()
    {
        var message = new Dictionary<string, object> { ["role"] = "assistant" };
        if (answer.Text.Length > 0 || answer.Thinking.Length > 0)
        {
            message["content"] = Thought() + answer.Text;
        }

        if (answer.Calls.Count > 0)
        {
            message["tool_calls"] = answer.Calls.Select((call, index) => CallOf(call, index == 0, CallId()));
        }

        var reply = Envelope("chat.completion");
        reply["choices"] = new[] { new { index = 0, message, finish_reason = answer.Calls.Count > 0 ? "tool_calls" : FinishReason() } };
        reply["usage"] = Usage(TokenCount.Of(answer));
        return reply;
    }

    public IEnumerable<Frame> Frames()
    {
        var written = 0;
        if (answer.Thinking.Length > 0)
        {
            var thought = new { role = "assistant", content = Thought(), extra_content = new { google = new { thought = true } } };
            yield return Chunk(thought, written += TokenCount.Of(answer.Thinking));
        }

        foreach (var content in answer.Deltas)
        {
            yield return Chunk(new { role = "assistant", content }, written += TokenCount.Of(content));
        }

        foreach (var (index, call) in answer.Calls.Index())
        {
            var whole = CallOf(call, index == 0, index == 0 ? CallId() : "");
            whole["index"] = 0;
            yield return Chunk(new { role = "assistant", tool_calls = new[] { whole } }, written += TokenCount.Of(call.Arguments.GetRawText()));
        }

        yield return Chunk(new { role = "assistant" }, TokenCount.Of(answer), FinishReason());
        yield return new Frame("[DONE]");
    }

    private string Thought() => answer.Thinking.Length > 0 ? $"<thought>{answer.Thinking}</thought>" : "";

    private Frame Chunk(object delta, int written, string? finishReason = null)
    {
        object choice = finishReason is null ? new { index = 0, delta } : new { index = 0, delta, finish_reason = finishReason };
        var chunk = Envelope("chat.completion.chunk");
        chunk["choices"] = new[] { choice };
        if (body.Field("stream_options").IsTrue("include_usage"))
        {
            chunk["usage"] = Usage(written);
        }

        return Frame.Of(chunk, isDelta: finishReason is null);
    }

    private Dictionary<string, object> Envelope(string kind) => new()
    {
        ["id"] = _id,
        ["object"] = kind,
        ["created"] = now.ToUnixTimeSeconds(),
        ["model"] = body.Text("model")!,
    };

    private Dictionary<string, object> CallOf(Call call, bool signed, string id)
    {
        var written = new Dictionary<string, object>
        {
            ["id"] = id,
            ["type"] = "function",
            ["function"] = new { name = call.Tool, arguments = call.Arguments.GetRawText() },
        };
        if (signed)
        {
            written["extra_content"] = new { google = new { thought_signature = signatures.Of(call.Tool) } };
        }

        return written;
    }

    private string CallId() => ids.Digits16("function-call-", 15);

    private string FinishReason() => answer.Stop switch
    {
        StopCause.Length => "length",
        StopCause.Refusal => "content_filter",
        _ => "stop",
    };

    private object Usage(int written)
    {
        var input = TokenCount.Of(prompt);
        return new { completion_tokens = written, prompt_tokens = input, total_tokens = input + written };
    }
}
