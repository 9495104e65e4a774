using System.Buffers;
using System.Text;
using Trooper.Core.Conversations;
using Trooper.Core.Sessions;

namespace Trooper.Tests.Journal;

internal static class Samples
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    public static SessionKey Key(string id, string team = SessionKey.NoTeam) => new(team, id);

    public static SessionEvent Event(string text, int minute = 0) =>
        new MessageAppended(-1, Recorded(Message.User(text)), null) { At = Start.AddMinutes(minute) };

    public static SessionEvent[] Events(int count, string text = "said") => [.. Enumerable.Range(1, count).Select(number => Event($"{text} {number}"))];

    public static RecordedMessage Recorded(Message message) => new(message, new ContentHash(42), 7, Locality.Any);

    public static ContentHash Hash(int number) => new((UInt128)number);

    public static SessionSummary Summary(SessionKey session, int minute = 0, string intent = "") => new()
    {
        Team = session.Team,
        SessionId = session.Id,
        Intent = intent,
        CreatedAt = Start,
        LastActiveAt = Start.AddMinutes(minute),
    };

    public static ValueTask Append(this IJournal journal, SessionKey session, long expectedVersion, params SessionEvent[] events) =>
        journal.Append(session, expectedVersion, events, Summary(session));

    public static async Task<List<RecordedEvent>> ReadAll(this IJournal journal, SessionKey session, long from = 1, long to = long.MaxValue) =>
        await journal.Read(session, from, to).ToListAsync();

    public static async Task<string[]> Texts(this IJournal journal, SessionKey session, long from = 1, long to = long.MaxValue) =>
        [.. (await journal.ReadAll(session, from, to)).Select(recorded => $"{recorded.Version}: {TextOf(recorded.Event)}")];

    public static string TextOf(SessionEvent value) => ((MessageAppended)value).Message.Message.Text;

    public static string Json(SessionEvent value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        SessionEventJson.Write(buffer, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string? Json(SessionSummary? value)
    {
        if (value is null)
            return null;
        var buffer = new ArrayBufferWriter<byte>();
        SessionEventJson.Write(buffer, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
