using System.Buffers;
using System.Text;
using System.Text.Json;
using Trooper.Core;
using Trooper.Core.Sessions;

namespace Trooper.Journal.Transfer;

/// <summary>
/// The lines of a file of sessions: for each session <c>{"session":summary,"events":count}</c> and then its events, each
/// <c>{"version":n,"event":{…}}</c>; at the very end <c>{"end":sessions}</c>, without which the file was cut short.
/// </summary>
internal static class TransferLine
{
    public static ReadOnlyMemory<byte> Session(SessionSummary summary, int events) =>
        Line("{\"session\":", output => SessionEventJson.Write(output, summary), $",\"events\":{events}}}\n");

    public static ReadOnlyMemory<byte> Event(RecordedEvent recorded) =>
        Line($"{{\"version\":{recorded.Version},\"event\":", output => SessionEventJson.Write(output, recorded.Event), "}\n");

    public static ReadOnlyMemory<byte> End(int sessions) => Line($"{{\"end\":{sessions}}}\n", _ => { }, "");

    /// <exception cref="JsonException">It is none of these lines.</exception>
    public static Parsed Parse(string line)
    {
        using var document = JsonDocument.Parse(line, new() { MaxDepth = JsonLimits.MaxDepth });
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new JsonException("an object is expected");
        if (root.TryGetProperty("session", out var session) && root.TryGetProperty("events", out var count))
            return new() { Session = SessionEventJson.ReadSummary(Bytes(session)), Count = count.GetInt32() };
        if (root.TryGetProperty("event", out var happened))
            return new() { Event = SessionEventJson.ReadEvent(Bytes(happened)) };
        return root.TryGetProperty("end", out var sessions) ? new() { IsEnd = true, Count = sessions.GetInt32() } : throw new JsonException("neither a session nor an event nor the end");
    }

    private static byte[] Bytes(JsonElement element) => Encoding.UTF8.GetBytes(element.GetRawText());

    private static ReadOnlyMemory<byte> Line(string before, Action<IBufferWriter<byte>> write, string after)
    {
        var line = new ArrayBufferWriter<byte>();
        Encoding.UTF8.GetBytes(before.AsSpan(), line);
        write(line);
        Encoding.UTF8.GetBytes(after.AsSpan(), line);
        return line.WrittenMemory;
    }

    internal readonly record struct Parsed
    {
        public SessionSummary? Session { get; init; }
        public SessionEvent? Event { get; init; }
        public int Count { get; init; }
        public bool IsEnd { get; init; }
    }
}

/// <summary>A file of sessions that can't be used.</summary>
public sealed class TransferException(string message) : Exception(message);
