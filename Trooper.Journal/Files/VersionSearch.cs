using Microsoft.Win32.SafeHandles;

namespace Trooper.Journal.Files;

/// <summary>Finds events in a session's file by their versions, which ascend: by bisection, so that nothing needs to be remembered of any file.</summary>
internal static class VersionSearch
{
    private const int Probe = 4096;
    private const long NearEnough = 32 * 1024;

    /// <summary>A line at or somewhat before the event of the version.</summary>
    public static long FindStart(SafeFileHandle file, long end, long version)
    {
        long low = 0, high = version <= 1 ? 0 : end;
        while (high - low > NearEnough)
        {
            var middle = low + ((high - low) / 2);
            using var lines = new LineReader(file, middle, end, Probe);
            lines.Align();
            if (NextEvent(lines) && lines.Offset < high && lines.Mark.From < version)
                low = lines.Offset;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>The last event of a file and where its line ends. What stands behind that is a write cut short.</summary>
    public static (long Version, long End) FindLast(SafeFileHandle file, long length)
    {
        for (var window = NearEnough; ; window *= 4)
        {
            var start = Math.Max(0, length - window);
            using var lines = new LineReader(file, start, length);
            if (start > 0)
                lines.Align();
            var last = (Version: 0L, End: 0L);
            while (lines.NextWhole())
                last = (lines.Mark.Kind == LineKind.Event ? lines.Mark.From : last.Version, lines.Offset + lines.Length);
            if (last.Version > 0 || start == 0)
                return last;
        }
    }

    /// <summary>Where the line of this event ends, or of the last one before it.</summary>
    public static long FindEnd(SafeFileHandle file, long length, long version)
    {
        var last = FindLast(file, length);
        if (last.Version <= version)
            return last.End;
        using var lines = new LineReader(file, FindStart(file, length, version), length);
        var end = 0L;
        while (lines.NextWhole() && !(lines.Mark.Kind == LineKind.Event && lines.Mark.From > version))
            end = lines.Offset + lines.Length;
        return end;
    }

    private static bool NextEvent(LineReader lines)
    {
        while (lines.NextWhole())
        {
            if (lines.Mark.Kind == LineKind.Event)
                return true;
        }
        return false;
    }
}
