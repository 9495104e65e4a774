using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.OpenAI;

internal static class OutputItems
{
    /// <summary>An answer's items, in the order the model makes them. With a seal its reasoning can be carried by the caller.</summary>
    public static IReadOnlyList<OutputItem> Of(Answer answer, Ids ids, SealedReasoning? seal)
    {
        var items = new List<OutputItem>();
        if (answer.Thinking.Length > 0 || seal is not null)
        {
            items.Add(Reasoning(answer.Thinking, ids.Digits16("rs_", 48), seal?.New()));
        }

        if (answer.Deltas.Count > 0 || answer.Calls.Count == 0)
        {
            items.Add(Message(answer, ids.Digits16("msg_", 48)));
        }

        items.AddRange(answer.Calls.Select(call => FunctionCall(call, ids.Digits16("fc_", 48), ids.Letters("call_", 24))));
        return items;
    }

    private static OutputItem Reasoning(string thinking, string id, string? content)
    {
        object[] summary = thinking.Length > 0 ? [new { type = "summary_text", text = thinking }] : [];
        Dictionary<string, object?> Fields(string name, object value) => new() { ["item_id"] = id, ["summary_index"] = 0, [name] = value };
        return new OutputItem(
            new { id, type = "reasoning", summary, encrypted_content = content },
            new { id, type = "reasoning", summary = Array.Empty<object>(), encrypted_content = content },
            thinking.Length == 0
                ? []
                :
                [
                    new("response.reasoning_summary_part.added", Fields("part", new { type = "summary_text", text = "" })),
                    .. Pieces.Of(thinking).Select(piece => new ItemEvent("response.reasoning_summary_text.delta", Fields("delta", piece))),
                    new("response.reasoning_summary_text.done", Fields("text", thinking)),
                    new("response.reasoning_summary_part.done", Fields("part", summary[0])),
                ]);
    }

    private static OutputItem Message(Answer answer, string id)
    {
        var refuses = answer.Stop == StopCause.Refusal;
        var deltas = refuses && answer.Deltas.Count == 0 ? ["I'm sorry, I can't assist with that."] : answer.Deltas;
        var text = string.Concat(deltas);
        var (kind, field) = refuses ? ("response.refusal", "refusal") : ("response.output_text", "text");
        object Part(string said) => refuses
            ? new { type = "refusal", refusal = said }
            : new { type = "output_text", text = said, annotations = Array.Empty<object>(), logprobs = Array.Empty<object>() };
        Dictionary<string, object?> Fields(string name, object value) => new() { ["item_id"] = id, ["content_index"] = 0, [name] = value };
        return new OutputItem(
            new { id, type = "message", status = "completed", role = "assistant", content = new[] { Part(text) } },
            new { id, type = "message", status = "in_progress", role = "assistant", content = Array.Empty<object>() },
            [
                new("response.content_part.added", Fields("part", Part(""))),
                .. deltas.Select(piece => new ItemEvent($"{kind}.delta", Fields("delta", piece))),
                new($"{kind}.done", Fields(field, text)),
                new("response.content_part.done", Fields("part", Part(text))),
            ]);
    }

    private static OutputItem FunctionCall(Call call, string id, string callId)
    {
        var (name, arguments) = (call.Tool, call.Arguments.GetRawText());
        return new OutputItem(
            new { id, type = "function_call", status = "completed", call_id = callId, name, arguments },
            new { id, type = "function_call", status = "in_progress", call_id = callId, name, arguments = "" },
            [
                .. Pieces.Of(arguments).Select(delta => new ItemEvent("response.function_call_arguments.delta", new() { ["item_id"] = id, ["delta"] = delta })),
                new("response.function_call_arguments.done", new() { ["item_id"] = id, ["name"] = name, ["arguments"] = arguments }),
            ]);
    }
}
