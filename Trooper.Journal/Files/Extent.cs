namespace Trooper.Journal.Files;

/// <summary>An append's place in the log: its events' lines from <paramref name="Offset"/>, and behind them the line that commits them.</summary>
internal readonly record struct Extent(LogSegment Segment, long Offset, int EventsLength, int Length, LineMark Mark)
{
    public bool HasEvents => EventsLength > 0;
}
