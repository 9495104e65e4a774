using System.Text;
using System.Text.Json;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>An error inside a stream: OpenAI's object, a router's string, or Google's list of one.</summary>
internal static class ChatFailure
{
    /// <exception cref="JsonException">It is no error either.</exception>
    public static void Read(ReadOnlySpan<byte> data, IReplySink sink)
    {
        var reader = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Array)
            root = root.EnumerateArray().FirstOrDefault();
        if (root.Field("error") is not { } error)
            throw new JsonException("a chunk is a JSON object");
        var message = error.ValueKind == JsonValueKind.String ? error.GetString()! : error.Text("message") ?? error.GetRawText();
        var type = error.Text("type") ?? error.Text("status") ?? error.Text("code") ?? "server_error";
        sink.On(new() { Kind = ReplyEventKind.Failed, Name = type, Data = Encoding.UTF8.GetBytes(message) });
    }
}
