using System.Text.Json;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.OpenAI;

/// <summary>What a chat completions request says to the model; Gemini's endpoint speaks the same.</summary>
internal static class ChatReader
{
    public static Prompt Read(JsonElement body) => new()
    {
        Turns = [.. body.Items("messages").Select(Turn)],
        Tools = [.. body.Items("tools").Select(tool => tool.Field("function")).Where(function => function.IsObject).Select(Tool)],
        Choice = Choice(body),
        MaxTokens = body.Integer("max_completion_tokens") ?? body.Integer("max_tokens"),
        StopSequences = body.Text("stop") is { } stop ? [stop] : [.. body.Items("stop").Select(sequence => sequence.GetString()!)],
        WantsJson = body.Field("response_format").Text("type") is "json_object" or "json_schema",
        Schema = body.Field("response_format").Field("json_schema").Field("schema"),
    };

    private static OfferedTool Tool(JsonElement function) => new(function.Text("name")!, function.Field("parameters"));

    private static PromptTurn Turn(JsonElement message)
    {
        var role = message.Text("role") is "developer" ? "system" : message.Text("role")!;
        var content = message.Field("content");
        return new PromptTurn(role)
        {
            Text = role == "tool" ? "" : Parts.Text(content),
            Images = [.. content.Items().Where(part => part.Text("type") == "image_url").Select(part => Parts.Image(part.Field("image_url").Text("url")!))],
            Calls = [.. message.Items("tool_calls").Select(Call)],
            Results = role == "tool" ? [new PastResult(message.Text("tool_call_id")!, Parts.Text(content))] : [],
        };
    }

    private static PastCall Call(JsonElement call)
    {
        var function = call.Field("function");
        return new PastCall(call.Text("id") ?? "", function.Text("name") ?? "", Parts.Arguments(function.Text("arguments")));
    }

    private static ToolChoice Choice(JsonElement body)
    {
        var choice = body.Field("tool_choice");
        return new ToolChoice(
            Forbidden: choice.AsText() == "none",
            Forced: choice.AsText() == "required" || choice.Has("function"),
            Name: choice.Field("function").Text("name"),
            OneAtATime: body.IsFalse("parallel_tool_calls"));
    }
}
