using Trooper.Journal.Blocks;

namespace Trooper.Journal.Files;

/// <summary>The files as a start finds them: locked, summaries loaded, log replayed, deletions that a crash interrupted carried out.</summary>
internal sealed class JournalFiles
{
    private readonly SessionFiles sessions;
    private readonly SummaryFiles summaries;
    private readonly Action<JournalStep>? reached;

    private JournalFiles(JournalFolder folder, FolderLock folderLock, FileJournalOptions options, Action<JournalNotice> report)
    {
        (Folder, Lock, Report, reached) = (folder, folderLock, report, options.Reached);
        sessions = new SessionFiles(folder);
        summaries = new SummaryFiles(folder, Index, new SessionSalvage(folder, Index), report);
        Snapshots = new SnapshotFiles(folder, report);
        Blocks = new BlockFiles(folder, report);
        Reader = new EventReader(folder, sessions, Blocks, report);
        Eraser = new Eraser(folder, sessions, Blocks, Snapshots, summaries, Index, options.Reached);
    }

    public JournalFolder Folder { get; }

    public FolderLock Lock { get; }

    public Action<JournalNotice> Report { get; }

    public SessionIndex Index { get; } = new();

    public SnapshotFiles Snapshots { get; }

    public BlockFiles Blocks { get; }

    public EventReader Reader { get; }

    public Eraser Eraser { get; }

    /// <summary>The parts of the log, the oldest first; the last one is being written.</summary>
    public List<LogSegment> Segments { get; } = [];

    public static JournalFiles Open(FileJournalOptions options, Action<JournalNotice> report)
    {
        var folder = new JournalFolder(options.Folder, options.FlushToDisk);
        var folderLock = FolderLock.Take(folder);
        var files = new JournalFiles(folder, folderLock, options, report);
        try
        {
            files.summaries.Load();
            files.OpenLog();
            return files;
        }
        catch
        {
            files.Segments.ForEach(segment => segment.Dispose());
            folderLock.Dispose();
            throw;
        }
    }

    public SegmentFiling BeginFiling(LogSegment segment) => new(segment, sessions, summaries, Eraser, Folder, reached);

    private void OpenLog()
    {
        foreach (var number in Folder.SegmentNumbers().DefaultIfEmpty(1))
            Segments.Add(LogSegment.Open(Folder, number));
        var replay = new LogReplay(Index, Report);
        foreach (var segment in Segments)
            replay.Replay(segment, isLast: segment == Segments[^1]);
        replay.ReadSummaries();
        Blocks.Load(Index.FileNames);
        foreach (var departure in replay.Departures)
            Eraser.Erase(departure);
    }
}
