using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Protocols.RoundTrips;

/// <summary>Reads what Ollama is sent: no client speaks to Trooper in its protocol.</summary>
internal static class OllamaRequests
{
    public static ModelRequest Read(byte[] body)
    {
        var json = WireJson.TryParse(body);
        var options = json.Field("options");
        var messages = json.Items("messages");
        return new()
        {
            Model = json.Text("model")!,
            System = messages.FirstOrDefault(message => message.Text("role") == "system").Text("content"),
            Messages = [.. Merged(messages.Where(message => message.Text("role") != "system"))],
            Tools = [.. json.Items("tools").Select(tool => tool.Field("function")).Select(tool => new Tool(tool.Text("name")!, tool.Text("description"), tool.Field("parameters").GetRawText()))],
            MaxTokens = options.Integer("num_predict"),
            StopSequences = [.. options.Items("stop").Select(stop => stop.GetString()!)],
            Temperature = Number(options, "temperature"),
            TopP = Number(options, "top_p"),
            TopK = options.Integer("top_k"),
            Seed = options.Integer("seed"),
            FrequencyPenalty = Number(options, "frequency_penalty"),
            PresencePenalty = Number(options, "presence_penalty"),
            Effort = json.IsTrue("think") ? Effort.Medium : Effort.Unsaid,
            SchemaJson = json.Field("format").IsObject ? json.Field("format").GetRawText() : null,
            WantsJson = json.Text("format") == "json",
        };
    }

    private static double? Number(JsonElement options, string name) => options.Has(name) ? options.Field(name).GetDouble() : null;

    // Results are messages of their own; with what the user says behind them they are one.
    private static List<Message> Merged(IEnumerable<JsonElement> messages)
    {
        var merged = new List<Message>();
        foreach (var message in messages.Select(Read))
        {
            if (message.Role == Role.User && merged is [.., { Role: Role.User } before])
                merged[^1] = before with { Content = [.. before.Content, .. message.Content] };
            else
                merged.Add(message);
        }
        return merged;
    }

    private static Message Read(JsonElement message)
    {
        var text = message.Text("content") ?? "";
        if (message.Text("role") == "tool")
            return new(Role.User, [new ToolResultBlock(message.Text("tool_call_id")!, [new TextBlock(text)])]);
        var thoughts = message.Text("thinking") is { } thinking ? [new ThinkingBlock(thinking, null)] : Array.Empty<Block>();
        var images = message.Items("images").Select(Block (image) => new ImageBlock(ImageBytes.Describe(image.GetBytesFromBase64()).MediaType, image.GetString(), null));
        var calls = message.Items("tool_calls").Select(Block (call) =>
            new ToolCallBlock(call.Text("id")!, call.Field("function").Text("name")!, call.Field("function").Field("arguments").GetRawText()));
        Block[] said = text.Length > 0 ? [new TextBlock(text)] : [];
        return new(message.Text("role") == "assistant" ? Role.Assistant : Role.User, [.. thoughts, .. said, .. images, .. calls]);
    }
}
