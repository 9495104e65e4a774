using System.Text.Json;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Ollama;

/// <summary>What a chat request says to the model.</summary>
internal static class ChatReader
{
    // A message of any other role has no place in a model's template: it vanishes.
    private static readonly HashSet<string> Roles = ["system", "user", "assistant", "tool"];

    public static Prompt Read(JsonElement body) => new()
    {
        Turns = [.. body.Items("messages").Where(message => Roles.Contains(message.Text("role") ?? "")).Select(Turn)],
        Tools = [.. body.Items("tools").Select(tool => tool.Field("function")).Select(tool => new OfferedTool(tool.Text("name")!, tool.Field("parameters")))],
        WantsThinking = WantsThinking(body),
        MaxTokens = body.Field("options").Integer("num_predict") is > 0 and var limit ? limit : null,
        StopSequences = [.. body.Field("options").Items("stop").Select(sequence => sequence.GetString()!)],
        WantsJson = body.Field("format").IsGiven && body.Text("format") != "",
        Schema = body.Field("format"),
    };

    // Models that can think do, unless told not to.
    private static bool WantsThinking(JsonElement body) =>
        body.Has("think") ? !body.IsFalse("think") : OllamaModels.Find(body.Text("model")!)!.Can("thinking");

    private static PromptTurn Turn(JsonElement message)
    {
        var role = message.Text("role")!;
        var content = message.Text("content") ?? "";
        return new PromptTurn(role)
        {
            Text = role == "tool" ? "" : content,
            Images = [.. message.Items("images").Select(image => ImageBytes.Describe(image.GetBytesFromBase64()))],
            Calls = [.. message.Items("tool_calls").Select(Call)],
            Results = role == "tool" ? [new PastResult(message.Text("tool_call_id") ?? "", content)] : [],
        };
    }

    private static PastCall Call(JsonElement call)
    {
        var function = call.Field("function");
        return new PastCall(call.Text("id") ?? "", function.Text("name")!, function.Field("arguments"));
    }
}
