using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>Events and summaries as lines.</summary>
internal static class EventLines
{
    public static void Write(PooledBuffer buffer, long version, SessionEvent value)
    {
        var line = JournalLine.Begin(buffer, LineMark.Event(version));
        SessionEventJson.Write(buffer, value);
        JournalLine.End(buffer, line);
    }

    public static void Write(PooledBuffer buffer, LineMark commit, SessionSummary summary)
    {
        var line = JournalLine.Begin(buffer, commit);
        SessionEventJson.Write(buffer, summary);
        JournalLine.End(buffer, line);
    }
}
