using Trooper.Core.Sessions;
using Trooper.Journal.Files;
using static Trooper.Tests.Journal.Samples;

namespace Trooper.Tests.Journal;

/// <summary>The folder is copied at every moment between two writes, and each copy opened as after a crash then.</summary>
public sealed class FileJournalCrashTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly List<Crash> _crashes = [];
    private readonly SemaphoreSlim _filed = new(0);
    private readonly Dictionary<string, int> _acknowledged = [];
    private readonly Dictionary<string, int> _submitted = [];

    public void Dispose()
    {
        _folder.Dispose();
        _filed.Dispose();
        foreach (var crash in _crashes)
            crash.Folder.Dispose();
    }

    [Fact]
    public async Task After_a_crash_at_any_moment_every_acknowledged_append_is_there_once()
    {
        await using (var journal = await _folder.Open(maxLogBytes: 1, Copy))
        {
            for (var round = 0; round < 3; round++)
            {
                foreach (var id in new[] { "a", "b", "c" })
                    await Append(journal, id, 2);
                await Delete(journal, "b");
            }
        }

        Assert.Equal(Enum.GetValues<JournalStep>(), _crashes.Select(crash => crash.Step).Distinct().Order());
        foreach (var crash in _crashes)
        {
            await Check(crash, await crash.Folder.Open(), goOn: true);
            await Check(crash, await crash.Folder.Open(maxLogBytes: 1), goOn: true);
            await Check(crash, await crash.Folder.Open(), goOn: false);
        }
    }

    private async Task Append(FileJournal journal, string id, int count)
    {
        var version = _acknowledged.GetValueOrDefault(id);
        _submitted[id] = version + count;
        await journal.Append(Key(id), version, Named(id, version, count));
        _acknowledged[id] = version + count;
        await _filed.WaitAsync();
    }

    private async Task Delete(FileJournal journal, string id)
    {
        // Until it is acknowledged, a deletion may have happened or not.
        _acknowledged.Remove(id);
        await journal.Delete(Key(id));
        _submitted.Remove(id);
        await _filed.WaitAsync();
    }

    private void Copy(JournalStep step)
    {
        // Nothing else is under way: the next call is not made before the last one's segment is dropped.
        _crashes.Add(new Crash(step, _folder.Copy(), new(_acknowledged), new(_submitted)));
        if (step == JournalStep.SegmentDropped)
            _filed.Release();
    }

    private static async Task Check(Crash crash, FileJournal opened, bool goOn)
    {
        await using var journal = opened;
        Assert.DoesNotContain(crash.Folder.Notices, notice => notice.Kind != JournalNoticeKind.TornTail);
        foreach (var id in new[] { "a", "b", "c" })
        {
            var texts = await journal.Texts(Key(id));
            var version = texts.Length;
            Assert.Equal(Named(id, 0, version).Select((value, index) => $"{index + 1}: {TextOf(value)}"), texts);
            Assert.Equal(version > 0, await journal.Find(Key(id)) is not null);
            Assert.InRange(version, crash.Acknowledged.GetValueOrDefault(id), crash.Submitted.GetValueOrDefault(id));
            if (!goOn)
                continue;
            await journal.Append(Key(id), version, Named(id, version, 1));
            crash.Acknowledged[id] = crash.Submitted[id] = version + 1;
        }
    }

    private static SessionEvent[] Named(string id, int version, int count) =>
        [.. Enumerable.Range(version + 1, count).Select(number => Event($"{id}/{number}"))];

    private sealed record Crash(JournalStep Step, TestFolder Folder, Dictionary<string, int> Acknowledged, Dictionary<string, int> Submitted);
}
