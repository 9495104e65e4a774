using System.Diagnostics;
using System.Globalization;
using Trooper.Core.Sessions;
using Trooper.Journal.Files;
using static Trooper.Tests.Journal.Samples;

namespace Trooper.Tests.Journal;

public sealed class FileJournalFolderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_in_use_is_refused_by_name_and_process()
    {
        await using (await _folder.Open())
        {
            var refused = await Assert.ThrowsAsync<JournalLockedException>(() => _folder.Open());

            Assert.Contains(_folder.Path, refused.Message);
            if (!OperatingSystem.IsWindows())
                Assert.Contains($"process {Environment.ProcessId}", refused.Message);
        }
        await using var free = await _folder.Open();
    }

    [Fact]
    public async Task What_is_in_the_folder_is_for_its_owner_alone()
    {
        await using var journal = await _folder.Open();

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Path));
    }

    [Fact]
    public async Task Of_a_deleted_session_no_file_holds_a_word()
    {
        using var filed = new SemaphoreSlim(0);
        await using var journal = await _folder.Open(maxLogBytes: 4000, step =>
        {
            if (step == JournalStep.SegmentDropped)
                filed.Release();
        });
        await journal.Append(Key("doomed-id"), 0, [Event("secret " + new string('x', 4000))], Summary(Key("doomed-id"), intent: "secret intent"));
        await filed.WaitAsync();
        await journal.Append(Key("neighbour"), 0, Event("innocent"));
        await journal.Append(Key("doomed-id"), 1, [Event("secret again")], Summary(Key("doomed-id"), intent: "secret intent two"));
        await journal.SaveSnapshot(Key("doomed-id"), new Snapshot(2, "secret state"u8.ToArray()));
        Assert.True(_folder.AnyFileHolds("secret"));

        await journal.Delete(Key("doomed-id"));

        Assert.False(_folder.AnyFileHolds("secret"));
        Assert.False(_folder.AnyFileHolds("doomed-id"));
        Assert.DoesNotContain(_folder.Files(), file => file.Contains("doomed-id"));
        Assert.Equal(["1: innocent"], await journal.Texts(Key("neighbour")));
    }

    [Fact]
    public async Task A_log_that_nobody_adds_to_is_filed()
    {
        var clock = new SteppedClock();
        using var filed = new SemaphoreSlim(0);
        await using var journal = await _folder.Open(time: clock, reached: step =>
        {
            if (step == JournalStep.SegmentDropped)
                filed.Release();
        });
        await journal.Append(Key("a"), 0, Event("first"));

        clock.Tick();
        Assert.Single(_folder.Files(), file => file.Contains("sessions") || file.Contains("000001"));
        clock.Tick();
        await filed.WaitAsync();

        Assert.DoesNotContain(_folder.Files(), file => file.Contains("000001"));
        Assert.Equal(["1: first"], await journal.Texts(Key("a")));
    }

    [Fact]
    public async Task A_range_of_a_long_filed_session_is_read_without_the_rest()
    {
        await using (var journal = await _folder.Open(maxLogBytes: 100_000))
        {
            for (var version = 0; version < 2000; version += 20)
                await journal.Append(Key("a"), version, [.. Enumerable.Range(version + 1, 20).Select(number => Event($"{number} {new string('y', number % 700)}"))]);
        }
        await using var again = await _folder.Open();

        foreach (var from in new[] { 1, 2, 199, 1000, 1001, 1999, 2000 })
        {
            var read = await again.ReadAll(Key("a"), from, from + 1);
            Assert.Equal([.. Enumerable.Range(from, 2).Where(version => version <= 2000)], read.Select(recorded => (int)recorded.Version));
            Assert.All(read, recorded => Assert.StartsWith(recorded.Version.ToString(CultureInfo.InvariantCulture) + " ", TextOf(recorded.Event)));
        }
        Assert.Empty(_folder.Notices);
    }

    [Fact]
    public async Task Ten_thousand_sessions_do_not_delay_the_start()
    {
        await using (var journal = await _folder.Open(maxLogBytes: 1_000_000))
        {
            var appends = Enumerable.Range(0, 10_000).Select(number =>
                journal.Append(Key($"session-{number}"), 0, Events(2), Summary(Key($"session-{number}"), number, "building a go proxy called trooper")).AsTask());
            await Task.WhenAll(appends);
        }

        // The best of a few, so that what else runs on the machine does not count.
        var best = TimeSpan.MaxValue;
        for (var start = 0; start < 5; start++)
        {
            var watch = Stopwatch.StartNew();
            await using var opened = await _folder.Open();
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }
        Assert.True(best < TimeSpan.FromSeconds(1), $"took {best}");

        await using var again = await _folder.Open();
        var page = await again.List(new SessionQuery("", 3));
        Assert.Equal(["session-9999", "session-9998", "session-9997"], page.Sessions.Select(session => session.SessionId));
        Assert.Equal(2, (await again.ReadAll(Key("session-77"))).Count);
    }
}
