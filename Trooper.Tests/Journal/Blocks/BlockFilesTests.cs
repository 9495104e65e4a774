using Trooper.Journal.Blocks;
using Trooper.Journal.Files;
using static Trooper.Tests.Journal.Samples;

namespace Trooper.Tests.Journal.Blocks;

/// <summary>Large strings are in the data folder once, for as long as a session holds them.</summary>
public sealed class BlockFilesTests : IDisposable
{
    private static readonly string Image = "the image " + new string('x', BlockFiles.MinLength);

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_block_is_stored_once_and_goes_with_the_last_session_that_holds_it()
    {
        await using (var journal = await folder.Open(maxLogBytes: 1))
        {
            await journal.Append(Key("a"), 0, Event(Image), Event(Image));
            await journal.Append(Key("b"), 0, Event(Image));
            Assert.Single(folder.Files(), file => new FileInfo(file).Length >= BlockFiles.MinLength);
            await journal.Delete(Key("a"));
        }

        await using (var journal = await folder.Open())
        {
            Assert.Equal([$"1: {Image}"], await journal.Texts(Key("b")));
            await journal.Delete(Key("b"));
            Assert.False(folder.AnyFileHolds("the image"));
        }
        Assert.Empty(folder.Notices);
    }

    [Fact]
    public async Task A_block_is_on_disk_before_the_event_that_refers_to_it()
    {
        TestFolder? crashed = null;
        await using (var journal = await folder.Open(reached: step => crashed ??= step == JournalStep.LogWritten ? folder.Copy() : null))
            await journal.Append(Key("a"), 0, Event(Image));

        using (crashed)
        {
            await using var journal = await crashed!.Open();
            Assert.Equal([$"1: {Image}"], await journal.Texts(Key("a")));
            Assert.Empty(crashed.Notices);
        }
    }

    [Fact]
    public async Task Blocks_of_a_session_that_never_came_to_be_are_removed_at_the_next_start()
    {
        await using (var journal = await folder.Open())
            await journal.Append(Key("a"), 0, Event(Image));
        foreach (var part in Directory.GetFiles(Path.Combine(folder.Path, "log")))
            File.Delete(part);

        await using var next = await folder.Open();

        Assert.Empty(await next.ReadAll(Key("a")));
        Assert.False(folder.AnyFileHolds("the image"));
    }

    [Fact]
    public async Task A_block_that_is_missing_is_told_of_and_the_rest_is_read()
    {
        await using var journal = await folder.Open();
        await journal.Append(Key("a"), 0, Event("before"), Event(Image));
        File.Delete(folder.Files().Single(file => new FileInfo(file).Length >= BlockFiles.MinLength));

        Assert.Equal(["1: before", "2: "], await journal.Texts(Key("a")));
        Assert.Equal(JournalNoticeKind.Damage, Assert.Single(folder.Notices).Kind);
    }
}
