using System.Buffers;
using Trooper.Core.Sessions;
using Trooper.Journal.Blocks;

namespace Trooper.Journal.Postgres;

/// <summary>Events of a session and the summary that comes with them, made ready on the caller's thread.</summary>
internal sealed class SessionChange : IWriterWork
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SessionChange(SessionKey key, long expected, IReadOnlyList<SessionEvent> events, SessionSummary summary)
    {
        (Key, Expected, Events, Summary) = (key, expected, events, summary);
        Stored = [.. events.Select(StoredForm)];
        Size = Stored.Sum(cut => cut.Json.Length + cut.Blocks.Sum(block => block.Bytes.Length));
    }

    public SessionKey Key { get; }

    public long Expected { get; }

    public long Version => Expected + Events.Count;

    public IReadOnlyList<SessionEvent> Events { get; }

    public IReadOnlyList<CutEvent> Stored { get; }

    public SessionSummary Summary { get; }

    public int Size { get; }

    /// <summary>Its number among all that was ever handed to the writer.</summary>
    public long Number { get; set; }

    public Task Done => done.Task;

    public void Complete() => done.TrySetResult();

    public void Fail(Exception cause) => done.TrySetException(cause);

    public void FailByConflict(long actual) => Fail(new VersionConflictException(Key, Expected, actual));

    /// <summary>The event as the database keeps it.</summary>
    public static CutEvent StoredForm(SessionEvent value)
    {
        var json = new ArrayBufferWriter<byte>(512);
        SessionEventJson.Write(json, value);
        return CutEvent.Of(json.WrittenMemory);
    }
}
