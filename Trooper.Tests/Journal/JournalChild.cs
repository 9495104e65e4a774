using Trooper.Core.Sessions;
using Trooper.Journal.Files;
using static Trooper.Tests.Journal.Samples;

namespace Trooper.Tests.Journal;

/// <summary>A process that appends as fast as it can, and says of each append on its output when it was acknowledged, until it is killed.</summary>
internal static class JournalChild
{
    public const string FolderVariable = "TROOPER_JOURNAL_CHILD";
    public const int Writers = 8;

    public static readonly SessionKey Passing = Key("passing");

    private static readonly Lock OutputLock = new();

    public static SessionKey SessionOf(int writer) => Key($"writer-{writer}");

    public static string TextOf(int writer, long version) => $"{writer}/{version}";

    public static async Task Run(string folder)
    {
        var options = new FileJournalOptions { Folder = folder, MaxLogBytes = 50_000 };
        await using var journal = await FileJournal.Open(options, notice => Say(notice.Kind.ToString()), TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Write(journal, writer)));
    }

    private static async Task Write(FileJournal journal, int writer)
    {
        await Task.Yield();
        var session = SessionOf(writer);
        var version = (await journal.ReadAll(session)).Count;
        while (true)
        {
            version++;
            await journal.Append(session, version - 1, Event(TextOf(writer, version)));
            Say($"{writer} {version}");
            if (writer == 0 && version % 10 == 0)
                await journal.SaveSnapshot(session, new Snapshot(version, System.Text.Encoding.ASCII.GetBytes(TextOf(writer, version))));
            if (writer == 1 && version % 50 == 0)
                await ComeAndGo(journal);
        }
    }

    private static async Task ComeAndGo(FileJournal journal)
    {
        // The process may have been killed between the two the last time.
        await journal.Delete(Passing);
        await journal.Append(Passing, 0, Event("soon gone"));
        await journal.Delete(Passing);
    }

    private static void Say(string line)
    {
        lock (OutputLock)
            Console.WriteLine(line);
    }
}
