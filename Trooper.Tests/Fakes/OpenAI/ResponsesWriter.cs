using System.Text.Json;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.OpenAI;

/// <summary>An answer as Responses have it: whole, or as numbered events.</summary>
internal sealed class ResponsesWriter(JsonElement body, Prompt prompt, Answer answer, IReadOnlyList<OutputItem> output, DateTimeOffset now, Ids ids)
{
    private int _sequence;

    public string Id { get; } = ids.Digits16("resp_", 48);

    public IReadOnlyList<OutputItem> Output => output;

    public object Reply()
    {
        var cut = answer.Stop == StopCause.Length;
        return new Dictionary<string, object?>(Envelope())
        {
            ["status"] = cut ? "incomplete" : "completed",
            ["incomplete_details"] = cut ? new { reason = "max_output_tokens" } : null,
            ["output"] = output.Select(item => item.Whole),
            ["usage"] = Usage(),
        };
    }

    public IEnumerable<Frame> Frames()
    {
        yield return Event("response.created", new() { ["response"] = Envelope() });
        yield return Event("response.in_progress", new() { ["response"] = Envelope() });
        foreach (var (index, item) in output.Index())
        {
            yield return Event("response.output_item.added", new() { ["output_index"] = index, ["item"] = item.Announced });
            foreach (var part in item.Events)
            {
                yield return Event(part.Type, new(part.Fields) { ["output_index"] = index }) with { IsDelta = part.IsDelta };
            }

            yield return Event("response.output_item.done", new() { ["output_index"] = index, ["item"] = item.Whole });
        }

        yield return Event(answer.Stop == StopCause.Length ? "response.incomplete" : "response.completed", new() { ["response"] = Reply() });
    }

    private Frame Event(string type, Dictionary<string, object?> fields)
    {
        fields["type"] = type;
        fields["sequence_number"] = _sequence++;
        return Frame.Of(fields) with { Event = type };
    }

    private Dictionary<string, object?> Envelope() => new()
    {
        ["id"] = Id,
        ["object"] = "response",
        ["created_at"] = now.ToUnixTimeSeconds(),
        ["status"] = "in_progress",
        ["error"] = null,
        ["incomplete_details"] = null,
        ["instructions"] = body.Text("instructions"),
        ["max_output_tokens"] = body.Integer("max_output_tokens"),
        ["metadata"] = new { },
        ["model"] = body.Text("model"),
        ["output"] = Array.Empty<object>(),
        ["parallel_tool_calls"] = !body.IsFalse("parallel_tool_calls"),
        ["previous_response_id"] = body.Text("previous_response_id"),
        ["reasoning"] = new { effort = body.Field("reasoning").Text("effort"), summary = body.Field("reasoning").Text("summary") },
        ["store"] = !body.IsFalse("store"),
        ["temperature"] = 1.0,
        ["text"] = new { format = new { type = "text" } },
        ["tool_choice"] = "auto",
        ["tools"] = body.Items("tools"),
        ["top_p"] = 1.0,
        ["truncation"] = "disabled",
        ["usage"] = null,
    };

    private object Usage()
    {
        var (input, written) = (TokenCount.Of(prompt), TokenCount.Of(answer));
        return new
        {
            input_tokens = input,
            input_tokens_details = new { cached_tokens = 0 },
            output_tokens = written,
            output_tokens_details = new { reasoning_tokens = TokenCount.Of(answer.Thinking) },
            total_tokens = input + written,
        };
    }
}
