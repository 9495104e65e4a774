using System.Text.Json;

namespace Trooper.Tests.Protocols.OpenAI.Responses;

/// <summary>What the official SDKs and agents demand of a stream, whatever it says.</summary>
internal static class StreamGrammar
{
    public static void Check(string stream)
    {
        var events = Transcript.Events(stream);
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(item => item.GetProperty("sequence_number").GetInt32()));
        Assert.Equal(["response.created", "response.in_progress"], events.Take(2).Select(TypeOf));
        var response = events[^1].GetProperty("response");
        Assert.Contains(TypeOf(events[^1]), new[] { "response.completed", "response.incomplete" });
        Assert.True(response.GetProperty("usage").GetProperty("total_tokens").GetInt32() > 0);

        var announced = 0;
        var done = new List<JsonElement>();
        string? openItem = null;
        var hasPart = false;
        foreach (var item in events.Skip(2).SkipLast(1))
        {
            if (TypeOf(item) == "response.output_item.added")
            {
                Assert.Null(openItem);
                openItem = item.GetProperty("item").GetProperty("id").GetString();
                hasPart = item.GetProperty("item").GetProperty("type").GetString() is "function_call" or "custom_tool_call";
                Assert.Equal(announced++, item.GetProperty("output_index").GetInt32());
            }
            else if (TypeOf(item) == "response.output_item.done")
            {
                Assert.Equal(openItem, item.GetProperty("item").GetProperty("id").GetString());
                done.Add(item.GetProperty("item"));
                openItem = null;
            }
            else
            {
                Assert.Equal(openItem, item.GetProperty("item_id").GetString());
                hasPart |= TypeOf(item).EndsWith("part.added", StringComparison.Ordinal);
                Assert.True(hasPart, "a delta came before its part");
            }
        }
        Assert.Null(openItem);
        Assert.Equal(done.Select(item => item.GetRawText()), response.GetProperty("output").EnumerateArray().Select(item => item.GetRawText()));
    }

    private static string TypeOf(JsonElement item) => item.GetProperty("type").GetString()!;
}
