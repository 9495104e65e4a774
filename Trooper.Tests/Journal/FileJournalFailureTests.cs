using Trooper.Journal.Files;
using static Trooper.Tests.Journal.Samples;

namespace Trooper.Tests.Journal;

/// <summary>Writes that the disk refuses.</summary>
public sealed class FileJournalFailureTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SemaphoreSlim _filed = new(0);
    private readonly SemaphoreSlim _failed = new(0);
    private JournalStep? _failing;

    public void Dispose()
    {
        _folder.Dispose();
        _filed.Dispose();
        _failed.Dispose();
    }

    [Fact]
    public async Task An_append_that_fails_leaves_nothing_and_the_next_one_works()
    {
        await using (var journal = await _folder.Open(reached: FailOnce))
        {
            await journal.Append(Key("a"), 0, Event("first"));
            _failing = JournalStep.LogWritten;

            await Assert.ThrowsAsync<IOException>(async () => await journal.Append(Key("a"), 1, Event("a rather long one that was lost")));
            _failing = JournalStep.LogWritten;
            await Assert.ThrowsAsync<IOException>(async () => await journal.Append(Key("new"), 0, Event("lost")));

            Assert.Equal(["1: first"], await journal.Texts(Key("a")));
            Assert.Null(await journal.Find(Key("new")));
            await journal.Append(Key("a"), 1, Event("second"));
            await journal.Append(Key("new"), 0, Event("x"));
        }

        await using var again = await _folder.Open();
        Assert.Equal(["1: first", "2: second"], await again.Texts(Key("a")));
        Assert.Equal(["1: x"], await again.Texts(Key("new")));
        Assert.Empty(_folder.Notices);
        Assert.False(_folder.AnyFileHolds("lost"));
    }

    [Theory]
    [InlineData(JournalStep.EventsFiled)]
    [InlineData(JournalStep.SummariesFiled)]
    public async Task Filing_that_fails_is_tried_again_and_harms_nobody(object step)
    {
        var clock = new SteppedClock();
        await using var journal = await _folder.Open(maxLogBytes: 1, FailOnce, clock);
        _failing = (JournalStep)step;
        await journal.Append(Key("a"), 0, Event("first"));
        await _failed.WaitAsync();
        await journal.Append(Key("a"), 1, Event("second"));
        clock.Tick();
        await _filed.WaitAsync();
        await _filed.WaitAsync();

        Assert.Equal(["1: first", "2: second"], await journal.Texts(Key("a")));
        Assert.Equal(JournalNoticeKind.WriteFailed, Assert.Single(_folder.Notices).Kind);
        Assert.Equal(0, new FileInfo(_folder.LogFile).Length);
    }

    [Theory]
    [InlineData(JournalStep.LogWritten)]
    [InlineData(JournalStep.FilesErased)]
    [InlineData(JournalStep.SummaryErased)]
    [InlineData(JournalStep.LogErased)]
    public async Task A_deletion_that_fails_can_be_repeated(object step)
    {
        await using var journal = await _folder.Open(reached: FailOnce);
        await journal.Append(Key("a"), 0, Event("secret"));
        _failing = (JournalStep)step;

        await Assert.ThrowsAsync<IOException>(async () => await journal.Delete(Key("a")));

        await journal.Delete(Key("a"));
        Assert.Null(await journal.Find(Key("a")));
        Assert.False(_folder.AnyFileHolds("secret"));
        await journal.Append(Key("a"), 0, Event("anew"));
        Assert.Equal(["1: anew"], await journal.Texts(Key("a")));
    }

    private void FailOnce(JournalStep step)
    {
        if (step == _failing)
        {
            _failing = null;
            _failed.Release();
            throw new IOException("No space left on device");
        }
        if (step == JournalStep.SegmentDropped)
            _filed.Release();
    }
}
