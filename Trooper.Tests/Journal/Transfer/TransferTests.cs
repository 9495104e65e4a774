using System.Text;
using Trooper.Core.Sessions;
using Trooper.Journal.Files;
using Trooper.Journal.Transfer;
using Trooper.Tests.Journal.Postgres;
using static Trooper.Tests.Journal.Samples;

namespace Trooper.Tests.Journal.Transfer;

/// <summary>Sessions move between journals by a file, with nothing lost.</summary>
public sealed class TransferTests
{
    [PostgresFact]
    public async Task From_files_to_a_database_and_back_nothing_is_lost()
    {
        using var folder = new TestFolder();
        using var secondFolder = new TestFolder();
        await using var database = await TestDatabase.Make();
        await using var files = await folder.Open();
        await using var postgres = await database.Open();
        await using var again = await secondFolder.Open();
        await FillWithSessions(files);

        var first = await Export(files);
        await Import(postgres, first);
        var second = await Export(postgres);
        await Import(again, second);

        Assert.Equal(first, second);
        Assert.Equal(first, await Export(again));
        Assert.Single(await postgres.FindByLocalOnly("team", [Hash(2)]));
    }

    [Fact]
    public async Task An_import_can_be_repeated_and_goes_on_where_it_was_interrupted()
    {
        using var folder = new TestFolder();
        using var target = new TestFolder();
        await using var files = await folder.Open();
        await using var other = await target.Open();
        await FillWithSessions(files);
        var whole = await Export(files);
        var half = whole[..whole.LastIndexOf("{\"session\":", StringComparison.Ordinal)];

        var interrupted = await Assert.ThrowsAsync<TransferException>(() => Import(other, half));
        var second = await Import(other, whole);
        var third = await Import(other, whole);

        Assert.Contains("cut short", interrupted.Message);
        Assert.Equal((1, 2), (second.Added, second.Known));
        Assert.Equal((0, 3), (third.Added, third.Known));
        Assert.Equal(whole, await Export(other));
    }

    [Fact]
    public async Task Another_session_of_the_same_name_is_never_touched()
    {
        using var folder = new TestFolder();
        using var target = new TestFolder();
        await using var files = await folder.Open();
        await using var other = await target.Open();
        await FillWithSessions(files);
        await other.Append(Key("a"), 0, Event("something else"));

        var import = await Import(other, await Export(files));

        Assert.Equal([Key("a")], import.Refused);
        Assert.Equal(["1: something else"], await other.Texts(Key("a")));
        Assert.Equal(2, import.Added);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{\"e\":1}")]
    [InlineData("{\"session\":{\"team\":\"\"},\"events\":1}")]
    [InlineData("[]")]
    public async Task A_file_of_another_kind_is_refused_with_its_line(string line)
    {
        using var folder = new TestFolder();
        await using var files = await folder.Open();

        var refusal = await Assert.ThrowsAsync<TransferException>(() => Import(files, line));

        Assert.Contains("line 1", refusal.Message);
    }

    private static async Task FillWithSessions(FileJournal journal)
    {
        await journal.Append(Key("a"), 0, Events(3), Summary(Key("a"), 1, "one"));
        await journal.Append(Key("a", "team"), 0, [Event(new string('y', 50_000))], Summary(Key("a", "team"), 2) with { LocalOnly = [Hash(1), Hash(2)], Heads = [Hash(3)] });
        await journal.Append(Key("b"), 0, [new TurnFailed(2, "é \0 \" \n", []) { At = Start.AddTicks(1) }], Summary(Key("b"), 3) with { Parent = "a" });
    }

    private static async Task<string> Export(IJournal journal)
    {
        using var output = new MemoryStream();
        await SessionExport.Write(journal, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static async Task<SessionImport> Import(IJournal journal, string file)
    {
        var import = new SessionImport(journal);
        await import.Read(new StringReader(file));
        return import;
    }
}
