using Trooper.Journal.Files;
using static Trooper.Tests.Journal.Samples;

namespace Trooper.Tests.Journal;

/// <summary>The log has a session's events until they are durable in its file: what an attempt left there that came to no end is not relied on.</summary>
public sealed class FileJournalFilingTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SemaphoreSlim _dropped = new(0);
    private TestFolder? _crash;

    public void Dispose()
    {
        _folder.Dispose();
        _crash?.Dispose();
        _dropped.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_hole_that_a_power_cut_left_in_a_sessions_file_is_filled_from_the_log(int filedBefore)
    {
        await using (var journal = await _folder.Open(maxLogBytes: 1, NoteStep))
        {
            if (filedBefore > 0)
                await Append(journal, 0, filedBefore);
            await Append(journal, filedBefore, 5);
        }
        // The file's last page reached the disk, the one before it did not.
        var file = _crash!.Files("*.jsonl").Single(path => Path.GetFileName(path).StartsWith("a.", StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(file);
        bytes.AsSpan(bytes.AsSpan().IndexOf("said 4"u8) - 40, 60).Clear();
        await File.WriteAllBytesAsync(file, bytes);

        await using (var journal = await _crash.Open(maxLogBytes: 1, NoteStep))
            await Append(journal, 5, 6);

        await using var again = await _crash.Open();
        Assert.Equal(["1: said 1", "2: said 2", "3: said 3", "4: said 4", "5: said 5", "6: said 6"], await again.Texts(Key("a")));
        Assert.Empty(_crash.Notices);
    }

    private async Task Append(FileJournal journal, int version, int to)
    {
        await journal.Append(Key("a"), version, Events(to)[version..]);
        await _dropped.WaitAsync();
    }

    private void NoteStep(JournalStep step)
    {
        if (step == JournalStep.EventsFiled && _crash is null && _folder.AnyFileHolds("said 5"))
            _crash = _folder.Copy();
        if (step == JournalStep.SegmentDropped)
            _dropped.Release();
    }
}
