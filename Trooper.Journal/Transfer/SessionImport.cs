using System.Buffers;
using System.Text.Json;
using Trooper.Core.Sessions;

namespace Trooper.Journal.Transfer;

/// <summary>
/// Brings the sessions of a file into a journal. What is there already is left alone, so that it may be repeated, and goes on where it was interrupted;
/// a session of the same name that says something else is never touched.
/// </summary>
public sealed class SessionImport(IJournal journal)
{
    private readonly List<SessionKey> refused = [];

    public int Added { get; private set; }

    /// <summary>The journal had them.</summary>
    public int Known { get; private set; }

    /// <summary>The journal has other sessions of these names.</summary>
    public IReadOnlyList<SessionKey> Refused => refused;

    /// <exception cref="TransferException">The file is not whole. The sessions before the fault were imported.</exception>
    public async Task Read(TextReader input, CancellationToken cancellation = default)
    {
        var line = 0;
        SessionSummary? session = null;
        var (expected, sessions, isWhole) = (0, 0, false);
        var events = new List<SessionEvent>();
        while (await input.ReadLineAsync(cancellation) is { } text)
        {
            var parsed = Parse(text, ++line);
            if (parsed.Event is { } happened)
            {
                events.Add(happened);
                continue;
            }
            if (session is not null)
                await Add(session, events, expected, line, cancellation);
            isWhole = parsed.IsEnd && parsed.Count == sessions;
            (session, expected, sessions) = (parsed.Session, parsed.Count, sessions + 1);
            events.Clear();
        }
        if (isWhole)
            return;
        if (session is not null && events.Count == expected)
            await Add(session, events, expected, line, cancellation);
        throw new TransferException($"the file ends at line {line} without its last line: it was cut short; what came before is imported");
    }

    private static TransferLine.Parsed Parse(string text, int line)
    {
        try
        {
            return TransferLine.Parse(text);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new TransferException($"line {line} is not one of an export: {malformed.Message}");
        }
    }

    private async Task Add(SessionSummary session, List<SessionEvent> events, int expected, int line, CancellationToken cancellation)
    {
        if (events.Count != expected)
            throw new TransferException($"before line {line}: session {session.Key} has {events.Count} events where {expected} are announced");
        var known = await CountKnown(session.Key, events, cancellation);
        if (known is null)
        {
            refused.Add(session.Key);
        }
        else if (known >= events.Count && await journal.Find(session.Key, cancellation) is not null)
        {
            Known++;
        }
        else
        {
            await journal.Append(session.Key, known.Value, events.GetRange(known.Value, events.Count - known.Value), session, cancellation);
            Added++;
        }
    }

    /// <summary>How many of the events the journal has; null when it has others.</summary>
    private async Task<int?> CountKnown(SessionKey session, List<SessionEvent> events, CancellationToken cancellation)
    {
        var known = 0;
        await foreach (var (_, happened) in journal.Read(session, cancellation: cancellation))
        {
            if (known == events.Count)
                break; // it has gone on since
            if (!Json(happened).Span.SequenceEqual(Json(events[known]).Span))
                return null;
            known++;
        }
        return known;
    }

    private static ReadOnlyMemory<byte> Json(SessionEvent value)
    {
        var json = new ArrayBufferWriter<byte>();
        SessionEventJson.Write(json, value);
        return json.WrittenMemory;
    }
}
