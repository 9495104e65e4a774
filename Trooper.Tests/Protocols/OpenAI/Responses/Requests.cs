using System.Buffers;
using System.Text;
using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.OpenAI.Responses;

namespace Trooper.Tests.Protocols.OpenAI.Responses;

internal static class Requests
{
    public static ScannedRequest Scan(string json) => ResponsesRequestScanner.Scan(Encoding.UTF8.GetBytes(json));

    public static ModelRequest Read(string json)
    {
        var scanned = Scan(json);
        return ResponsesRequestReader.Read(scanned, ResponsesAsked.Read(scanned), "local-model");
    }

    public static ResponsesAsked Asked(string json) => ResponsesAsked.Read(Scan(json));

    public static IReadOnlyList<Message> Messages(ScannedRequest scanned) =>
        [.. Enumerable.Range(0, scanned.Messages.Count).Select(scanned.ReadMessage)];

    public static string Write(ModelRequest request, bool reasons = false) => Write(request, reasons, out _);

    public static string Write(ModelRequest request, bool reasons, out IReadOnlyList<string> dropped)
    {
        var output = new ArrayBufferWriter<byte>();
        dropped = ResponsesRequestWriter.Write(output, request, reasons);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static ModelRequest Of(params IReadOnlyList<Message> messages) => new() { Model = "gpt-sim", Messages = messages };

    public static void AssertSameJson(string expected, string actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), JsonElement.Parse(actual)), $"expected {expected}\nbut got  {actual}");

    /// <summary>Messages as JSON, which compares lists by what is in them.</summary>
    public static string Json(IEnumerable<Message> messages)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartArray();
            foreach (var message in messages)
                MessageJson.Write(json, message);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
