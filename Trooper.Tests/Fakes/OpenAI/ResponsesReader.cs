using System.Text.Json;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.OpenAI;

/// <summary>What a Responses request, with the history that the server keeps for it, says to the model.</summary>
internal static class ResponsesReader
{
    public static Prompt Read(JsonElement body, IEnumerable<JsonElement> history) => new()
    {
        Turns = Merged([.. Instructions(body), .. history.Concat(ResponseStore.Items(body)).Select(Turn).OfType<PromptTurn>()]),
        Tools = [.. body.Items("tools").Where(tool => tool.Text("type") == "function").Select(Tool)],
        Choice = Choice(body),
        WantsThinking = body.Field("reasoning").Text("summary") is not null,
        MaxTokens = body.Integer("max_output_tokens"),
        WantsJson = body.Field("text").Field("format").Text("type") is "json_object" or "json_schema",
        Schema = body.Field("text").Field("format").Field("schema"),
    };

    private static OfferedTool Tool(JsonElement tool) => new(tool.Text("name")!, tool.Field("parameters"));

    private static PromptTurn[] Instructions(JsonElement body) =>
        body.Text("instructions") is { } instructions ? [new PromptTurn("system") { Text = instructions }] : [];

    // Kinds that say nothing to the model (its own reasoning, references) are passed over.
    private static PromptTurn? Turn(JsonElement item) => item.Text("type") switch
    {
        "function_call" => new PromptTurn("assistant")
        {
            Calls = [new PastCall(item.Text("call_id")!, item.Text("name")!, Parts.Arguments(item.Text("arguments")))],
        },
        "function_call_output" => new PromptTurn("tool") { Results = [new PastResult(item.Text("call_id")!, Parts.Text(item.Field("output")))] },
        null or "message" => Message(item),
        _ => null,
    };

    private static PromptTurn Message(JsonElement item) => new(item.Text("role") is "developer" ? "system" : item.Text("role")!)
    {
        Text = Parts.Text(item.Field("content")),
        Images = [.. item.Items("content").Where(part => part.Text("type") == "input_image").Select(part => Parts.Image(part.Text("image_url")!))],
    };

    // A text and the calls after it are items of their own, and one turn of the model.
    private static List<PromptTurn> Merged(IEnumerable<PromptTurn> turns)
    {
        var merged = new List<PromptTurn>();
        foreach (var turn in turns)
        {
            if (turn.Role == "assistant" && merged is [.., { Role: "assistant" } last])
            {
                merged[^1] = last with { Text = last.Text + turn.Text, Calls = [.. last.Calls, .. turn.Calls] };
            }
            else
            {
                merged.Add(turn);
            }
        }

        return merged;
    }

    private static ToolChoice Choice(JsonElement body)
    {
        var choice = body.Field("tool_choice");
        return new ToolChoice(
            Forbidden: choice.AsText() == "none",
            Forced: choice.AsText() == "required" || choice.Text("type") == "function",
            Name: choice.Text("name"),
            OneAtATime: body.IsFalse("parallel_tool_calls"));
    }
}
