using System.Buffers;
using System.Text;
using System.Text.Json;
using Trooper.Core.Protocols.Framing;
using Trooper.Core.Protocols.OpenAI.Responses;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Tests.Protocols.OpenAI.Responses;

/// <summary>Streams as text: read from a file, fed to a reader in pieces, taken apart again.</summary>
internal static class Transcript
{
    public static string Golden(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Protocols", "OpenAI", "Responses", "Golden", name));

    public static IReadOnlyList<JsonElement> Events(string sse)
    {
        var events = new List<JsonElement>();
        ForEachFrame([Encoding.UTF8.GetBytes(sse)], data => events.Add(JsonElement.Parse(data)));
        return events;
    }

    public static ReplyRecorder Record(string sse) => Record([Encoding.UTF8.GetBytes(sse)]);

    /// <summary>Reads a stream that comes in these pieces.</summary>
    public static ReplyRecorder Record(IEnumerable<byte[]> pieces)
    {
        var recorder = new ReplyRecorder();
        var reader = new ResponsesReplyReader();
        ForEachFrame(pieces, data => reader.ReadFrame(data, recorder));
        return recorder;
    }

    public static void AssertSameEvents(string expected, string actual)
    {
        var (wanted, got) = (Events(expected), Events(actual));
        Assert.Equal(wanted.Select(item => item.GetProperty("type").GetString()), got.Select(item => item.GetProperty("type").GetString()));
        foreach (var (want, have) in wanted.Zip(got))
            Assert.True(JsonElement.DeepEquals(want, have), $"expected {want.GetRawText()}\nbut got  {have.GetRawText()}");
    }

    public static string Text(ArrayBufferWriter<byte> output) => Encoding.UTF8.GetString(output.WrittenSpan);

    public delegate void OnData(ReadOnlySpan<byte> data);

    public static void ForEachFrame(IEnumerable<byte[]> pieces, OnData onData)
    {
        using var frames = new SseFrameReader();
        foreach (var piece in pieces)
        {
            for (var rest = piece.AsMemory(); !rest.IsEmpty;)
            {
                var room = frames.Room();
                var taken = Math.Min(room.Length, rest.Length);
                rest[..taken].CopyTo(room);
                frames.Filled(taken);
                rest = rest[taken..];
                while (frames.TryRead())
                {
                    if (!frames.Data.IsEmpty)
                        onData(frames.Data);
                }
            }
        }
    }
}
