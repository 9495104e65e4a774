using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Trooper.Api.Operations.Audit;
using Trooper.Core.Access;
using Trooper.Journal.Postgres;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal;
using Trooper.Tests.Journal.Postgres;

namespace Trooper.Tests.Operations.Audit;

public sealed class AuditLogTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly ManualTime time = new();

    public AuditLogTests() => Directory.CreateDirectory(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task A_file_gives_pages_the_latest_act_first() => GivesPages(InFile(NullLogger.Instance));

    [PostgresFact]
    public async Task A_database_gives_pages_the_latest_act_first()
    {
        await using var database = await TestDatabase.Make();
        await using var journal = await database.Open();
        await GivesPages(new DatabaseAuditLog(new AuditTable(journal), time, NullLogger.Instance));
    }

    [Fact]
    public async Task Two_that_write_at_once_lose_nothing()
    {
        var (one, other) = (new FileAuditLog(folder.Path, TimeProvider.System, NullLogger.Instance), new FileAuditLog(folder.Path, TimeProvider.System, NullLogger.Instance));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(() => (number % 2 == 0 ? one : other).Record(Act(number)).AsTask())));

        var all = await one.Read(100, null, CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 40).Select(number => $"{number}"), all.Entries.Select(entry => entry.Act.Subject!).OrderBy(int.Parse));
    }

    [Fact]
    public async Task A_line_that_a_crash_cut_hides_no_other()
    {
        var log = InFile(NullLogger.Instance);
        await log.Record(Act(1));
        await File.AppendAllTextAsync(Path.Combine(folder.Path, "audit.jsonl"), "{\"at\":\"2026-0\n");
        await log.Record(Act(2));

        Assert.Equal(["2", "1"], (await log.Read(10, null, CancellationToken.None)).Entries.Select(entry => entry.Act.Subject));
    }

    [Fact]
    public async Task Only_its_owner_may_read_the_file()
    {
        await InFile(NullLogger.Instance).Record(Act(1));

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Path, "audit.jsonl")));
    }

    [Fact]
    public async Task An_act_that_can_not_be_kept_is_told_to_the_log()
    {
        using var capture = new LogCapture();
        Directory.CreateDirectory(Path.Combine(folder.Path, "audit.jsonl")); // no file can be there

        await InFile(capture).Record(Act(7));

        Assert.Contains("KeyRevoked", Assert.Single(capture.Faults));
    }

    private FileAuditLog InFile(ILogger log) => new(folder.Path, time, log);

    private async Task GivesPages(IAuditLog log)
    {
        Assert.Empty((await log.Read(10, null, CancellationToken.None)).Entries);
        for (var number = 0; number < 5; number++)
        {
            await log.Record(Act(number));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        var first = await log.Read(2, null, CancellationToken.None);
        var second = await log.Read(2, first.NextCursor, CancellationToken.None);
        var third = await log.Read(2, second.NextCursor, CancellationToken.None);

        Assert.Equal([Act(4), Act(3), Act(2), Act(1), Act(0)], new[] { first, second, third }.SelectMany(page => page.Entries).Select(entry => entry.Act));
        Assert.Equal(time.GetUtcNow().AddSeconds(-1), first.Entries[0].At);
        Assert.Null(third.NextCursor);
        await Assert.ThrowsAsync<FormatException>(async () => await log.Read(2, "x", CancellationToken.None));
    }

    // Longer than what is read from a file at once.
    private static AdministrativeAct Act(int number) =>
        new(ActKind.KeyRevoked, "owner") { Team = number % 2 == 0 ? "blue" : null, Subject = $"{number}", Detail = new string('x', number * 8000) };
}
