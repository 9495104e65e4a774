namespace Trooper.Journal.Files;

/// <summary>The moments between which a crash would leave the files in different states. Tests stop or fail the journal there.</summary>
internal enum JournalStep
{
    LogWritten,
    LogFlushed,
    EventsFiled,
    SummariesFiled,
    SegmentDropped,
    FilesErased,
    SummaryErased,
    LogErased,
}
