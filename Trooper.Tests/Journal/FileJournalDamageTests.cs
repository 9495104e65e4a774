using Trooper.Core.Sessions;
using Trooper.Journal.Files;
using static Trooper.Tests.Journal.Samples;

namespace Trooper.Tests.Journal;

/// <summary>Files that a crash cut short, or in which bits have flipped.</summary>
public sealed class FileJournalDamageTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_an_append_cut_short_anywhere_nothing_remains(bool zerosInstead)
    {
        int start;
        await using (var journal = await _folder.Open())
        {
            await journal.Append(Key("a"), 0, [.. Events(2)], Summary(Key("a"), intent: "before"));
            await journal.Append(Key("b"), 0, Event("neighbour"));
            start = (int)new FileInfo(_folder.LogFile).Length;
            await journal.Append(Key("a"), 2, [Event("third"), Event("fourth")], Summary(Key("a"), intent: "behind"));
        }
        var log = await File.ReadAllBytesAsync(_folder.LogFile);

        for (var length = start; length < log.Length; length++)
        {
            await File.WriteAllBytesAsync(_folder.LogFile, zerosInstead ? [.. log[..length], .. new byte[log.Length - length]] : log[..length]);
            await using var journal = await _folder.Open();

            Assert.Equal(["1: said 1", "2: said 2"], await journal.Texts(Key("a")));
            Assert.Equal("before", (await journal.Find(Key("a")))!.Intent);
            Assert.Equal(["1: neighbour"], await journal.Texts(Key("b")));
            Assert.Equal(start, new FileInfo(_folder.LogFile).Length);
        }
        Assert.Equal(zerosInstead ? log.Length - start : log.Length - start - 1, _folder.Notices.Count);
        Assert.All(_folder.Notices, notice => Assert.Equal(JournalNoticeKind.TornTail, notice.Kind));
    }

    [Fact]
    public async Task After_a_cut_the_session_goes_on()
    {
        await using (var journal = await _folder.Open())
            await journal.Append(Key("a"), 0, Event("first"));
        await File.AppendAllTextAsync(_folder.LogFile, "4b1d");

        await using (var journal = await _folder.Open())
            await journal.Append(Key("a"), 1, Event("second"));

        await using var again = await _folder.Open();
        Assert.Equal(["1: first", "2: second"], await again.Texts(Key("a")));
        Assert.Single(_folder.Notices);
    }

    [Fact]
    public async Task A_bit_that_flips_in_the_log_costs_its_append_and_no_other()
    {
        int start, end;
        await using (var journal = await _folder.Open())
        {
            await journal.Append(Key("a"), 0, Events(2));
            start = (int)new FileInfo(_folder.LogFile).Length;
            await journal.Append(Key("b"), 0, Events(2));
            end = (int)new FileInfo(_folder.LogFile).Length;
            await journal.Append(Key("c"), 0, Events(2));
        }
        var log = await File.ReadAllBytesAsync(_folder.LogFile);

        for (var position = start; position < end; position++)
        {
            var flipped = log.ToArray();
            flipped[position] ^= 0x10;
            await File.WriteAllBytesAsync(_folder.LogFile, flipped);
            await using var journal = await _folder.Open();

            Assert.Equal(2, (await journal.ReadAll(Key("a"))).Count);
            Assert.Null(await journal.Find(Key("b")));
            Assert.Empty(await journal.ReadAll(Key("b")));
            Assert.Equal(2, (await journal.ReadAll(Key("c"))).Count);
        }
        Assert.Equal(end - start, _folder.Notices.Count);
        Assert.All(_folder.Notices, notice => Assert.Equal(JournalNoticeKind.Damage, notice.Kind));
    }

    [Fact]
    public async Task A_bit_that_flips_in_a_sessions_file_costs_one_event()
    {
        await FileSessions("a", "b");
        Flip(EventFile("a"), "said 2");

        await using var journal = await _folder.Open();

        Assert.Equal(["1: said 1", "3: said 3"], await journal.Texts(Key("a")));
        Assert.Equal(3, (await journal.ReadAll(Key("b"))).Count);
        Assert.Contains("events 2 to 2 of session a", Assert.Single(_folder.Notices).Message);
        await journal.Append(Key("a"), 3, Event("said 4"));
        Assert.Equal(["3: said 3", "4: said 4"], await journal.Texts(Key("a"), 3));
    }

    [Fact]
    public async Task A_damaged_summary_leaves_its_session_readable_and_writable()
    {
        await FileSessions("a", "b");
        foreach (var file in _folder.Files().Where(file => file.Contains("summaries")))
            Flip(file, "\"team\"");

        await using (var journal = await _folder.Open(maxLogBytes: 1))
        {
            Assert.All(_folder.Notices, notice => Assert.Equal(JournalNoticeKind.Damage, notice.Kind));
            Assert.NotEmpty(_folder.Notices);
            Assert.Equal(["1: said 1", "2: said 2", "3: said 3"], await journal.Texts(Key("a")));
            Assert.Equal(Start, (await journal.Find(Key("a")))!.CreatedAt);
            await journal.Append(Key("a"), 3, Event("said 4"));
        }

        await using var again = await _folder.Open();
        Assert.Equal(4, (await again.ReadAll(Key("a"))).Count);
        Assert.Equal(3, (await again.ReadAll(Key("b"))).Count);
    }

    [Fact]
    public async Task A_damaged_snapshot_is_reported_and_not_served()
    {
        await using var journal = await _folder.Open();
        await journal.Append(Key("a"), 0, Events(3));
        await journal.SaveSnapshot(Key("a"), new Snapshot(3, "the state"u8.ToArray()));
        Flip(_folder.Files("*.snapshot").Single(), "state");

        Assert.Null(await journal.LoadSnapshot(Key("a")));
        Assert.Single(_folder.Notices);
        Assert.Null(await journal.LoadSnapshot(Key("a")));
        Assert.Single(_folder.Notices);
    }

    private async Task FileSessions(params string[] ids)
    {
        using var filed = new SemaphoreSlim(0);
        await using var journal = await _folder.Open(maxLogBytes: 1, step =>
        {
            if (step == JournalStep.SegmentDropped)
                filed.Release();
        });
        foreach (var id in ids)
        {
            await journal.Append(Key(id), 0, Events(3));
            await filed.WaitAsync();
        }
    }

    private string EventFile(string id) => _folder.Files("*.jsonl").Single(file => Path.GetFileName(file).StartsWith(id + ".", StringComparison.Ordinal));

    private static void Flip(string path, string within)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(within))] ^= 0x01;
        File.WriteAllBytes(path, bytes);
    }
}
