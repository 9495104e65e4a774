using System.Text;
using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Tests.Protocols.OpenAI.Chat;

/// <summary>A conversation as two clients would write it.</summary>
internal static class ChatConversation
{
    public static byte[] AsAnthropic(IEnumerable<Message> messages) => Written(json =>
    {
        foreach (var message in messages)
            MessageJson.Write(json, message);
    });

    public static byte[] AsChat(IEnumerable<Message> messages) => Written(json =>
    {
        foreach (var message in messages)
            Write(json, message);
    });

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("model", "any");
            json.WriteNumber("max_tokens", 100);
            json.WriteStartArray("messages");
            write(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return output.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Message message)
    {
        foreach (var result in message.ToolResults)
            JsonSerializer.Serialize(json, new { role = "tool", content = result.Text, tool_call_id = result.CallId });
        var said = message.Content.Where(block => block is TextBlock or ImageBlock).ToList();
        if (message.Role == Role.User && said.Count > 0)
            JsonSerializer.Serialize(json, new { role = "user", content = Content(said) });
        if (message.Role != Role.Assistant)
            return;
        // The calls stand before the text: the order of a JSON object's fields says nothing.
        var fields = new Dictionary<string, object?>();
        if (message.ToolCalls.Any())
            fields["tool_calls"] = message.ToolCalls.Select(Call);
        fields["content"] = message.Text.Length > 0 ? message.Text : null;
        fields["role"] = "assistant";
        JsonSerializer.Serialize(json, fields);
    }

    private static object Content(List<Block> said) => said is [TextBlock only] ? only.Text : said.Select(Part);

    private static object Part(Block block) => block switch
    {
        TextBlock text => new { type = "text", text = text.Text },
        ImageBlock { Base64: { } data } image => new { type = "image_url", image_url = new { url = $"data:{image.MediaType};base64,{data}", detail = "auto" } },
        ImageBlock image => new { type = "image_url", image_url = new { url = image.Url } },
        _ => throw new ArgumentException($"no part for {block.GetType().Name}"),
    };

    private static object Call(ToolCallBlock call) =>
        new { id = call.Id, type = "function", function = new { name = call.Name, arguments = call.ArgumentsJson } };

    public static byte[] Utf8(string json) => Encoding.UTF8.GetBytes(json);
}
