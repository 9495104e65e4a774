using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Gateway.Hosting;

/// <summary>A reply as a client has it: status, headers, and every byte of the body.</summary>
internal sealed record TrooperReply(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    public string Body => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => WireJson.Parse(Body);

    public bool IsStream => Header("Content-Type")?.StartsWith("text/event-stream", StringComparison.Ordinal) == true;

    public IReadOnlyList<JsonElement> Events =>
        [.. SseParser.Create(new MemoryStream(Bytes)).Enumerate().Select(item => WireJson.Parse(item.Data))];

    /// <summary>What the model says, whichever way it came.</summary>
    public string Text => IsStream
        ? string.Concat(Events.Where(item => item.Text("type") == "content_block_delta").Select(item => item.Field("delta").Text("text")))
        : string.Concat(Json.Items("content").Select(block => block.Text("text")));

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>One of Trooper's own headers, by what follows <c>X-Trooper-</c>.</summary>
    public string? Trooper(string name) => Header($"X-Trooper-{name}");

    public string Session => Trooper("Session")!;

    public static async Task<TrooperReply> Read(HttpResponseMessage message)
    {
        using (message)
        {
            var bytes = await message.Content.ReadAsByteArrayAsync();
            return new((int)message.StatusCode, HeadersOf(message), bytes);
        }
    }

    public static Dictionary<string, string> HeadersOf(HttpResponseMessage message) => message.Headers.Concat(message.Content.Headers)
        .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
}
