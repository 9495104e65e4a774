using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Dialects.Faults;

/// <summary>How a stream ended for the client: with an answer, whole or not, or with the protocol's error.</summary>
/// <param name="Text">What was said up to there.</param>
/// <param name="Arguments">Of the calls that the client would make.</param>
internal sealed record StreamEnd(bool IsComplete, string Text, IReadOnlyList<string> Arguments, string? Error)
{
    public static StreamEnd Of(string client, TrooperReply reply)
    {
        if (reply.Status != 200)
            return new(false, "", [], Asking.ErrorMessage(client, reply.Body));
        var events = SseParser.Create(new MemoryStream(reply.Bytes)).Enumerate().Select(item => item.Data).ToList();
        return client switch
        {
            "anthropic" => OfAnthropic([.. events.Select(WireJson.Parse)]),
            "chat" => OfChat(events),
            _ => OfResponses([.. events.Select(WireJson.Parse)]),
        };
    }

    private static StreamEnd OfAnthropic(List<JsonElement> events)
    {
        var calls = events.Where(item => item.Text("type") == "content_block_start" && item.Field("content_block").Text("type") == "tool_use").Select(item => item.Integer("index"));
        var arguments = calls.Select(call => string.Concat(events.Where(item => item.Integer("index") == call).Select(item => item.Field("delta").Text("partial_json"))));
        var text = string.Concat(events.Select(item => item.Field("delta").Text("text")));
        return new(IsLast(events, "message_stop"), text, [.. arguments], events[^1].Field("error").Text("message"));
    }

    private static StreamEnd OfChat(List<string> events)
    {
        var isDone = events[^1] == "[DONE]";
        var chunks = events.Where(item => item != "[DONE]").Select(WireJson.Parse).ToList();
        var deltas = chunks.SelectMany(chunk => chunk.Items("choices")).ToList();
        var calls = new SortedDictionary<int, StringBuilder>();
        foreach (var call in deltas.SelectMany(choice => choice.Field("delta").Items("tool_calls")))
        {
            calls.TryAdd(call.Integer("index")!.Value, new());
            calls[call.Integer("index")!.Value].Append(call.Field("function").Text("arguments"));
        }
        var finishes = deltas.Count(choice => choice.Field("finish_reason").IsGiven);
        Assert.True(isDone ? finishes == 1 : finishes <= 1);
        var text = string.Concat(deltas.Select(choice => choice.Field("delta").Text("content")));
        return new(isDone, text, [.. calls.Values.Select(arguments => arguments.ToString())], chunks[^1].Field("error").Text("message"));
    }

    private static StreamEnd OfResponses(List<JsonElement> events)
    {
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(item => item.Integer("sequence_number") ?? -1));
        var text = string.Concat(events.Where(item => item.Text("type") == "response.output_text.delta").Select(item => item.Text("delta")));
        var calls = events[^1].Field("response").Items("output").Where(item => item.Text("type") == "function_call").Select(item => item.Text("arguments")!);
        var error = events[^1].Text("type") switch
        {
            "response.failed" => events[^1].Field("response").Field("error").Text("message"),
            "error" => events[^1].Text("message"),
            _ => null,
        };
        return new(IsLast(events, "response.completed"), text, [.. calls], error);
    }

    private static bool IsLast(List<JsonElement> events, string type)
    {
        Assert.True(events.Count(item => item.Text("type") == type) <= 1);
        return events[^1].Text("type") == type;
    }
}
