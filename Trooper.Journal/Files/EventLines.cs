using System.Buffers;
using Trooper.Core.Sessions;
using Trooper.Journal.Blocks;

namespace Trooper.Journal.Files;

/// <summary>Events and summaries as lines.</summary>
internal static class EventLines
{
    /// <returns>The large strings, which are to be kept apart.</returns>
    public static IReadOnlyList<Block> Write(PooledBuffer buffer, long version, SessionEvent value)
    {
        var line = JournalLine.Begin(buffer, LineMark.Event(version));
        var start = buffer.Length;
        SessionEventJson.Write(buffer, value);
        var cut = CutEvent.Of(buffer.Memory[start..], BlockFiles.MinLength);
        if (cut.Blocks.Count > 0)
        {
            // The blocks' bytes are the buffer's, which is about to be written over.
            cut = cut with { Blocks = [.. cut.Blocks.Select(block => block with { Bytes = block.Bytes.ToArray() })] };
            buffer.CutTo(start);
            buffer.Write(cut.Json.Span);
        }
        JournalLine.End(buffer, line);
        return cut.Blocks;
    }

    public static void Write(PooledBuffer buffer, LineMark commit, SessionSummary summary)
    {
        var line = JournalLine.Begin(buffer, commit);
        SessionEventJson.Write(buffer, summary);
        JournalLine.End(buffer, line);
    }
}
