using System.Globalization;
using System.Text.Json;
using Trooper.Core.Usage;

namespace Trooper.Journal.Usage;

/// <summary>One day's counts: a file to which lines are appended, and which is written anew when most of them add to others.</summary>
internal sealed class UsageDayFile
{
    private const string DayFormat = "yyyy-MM-dd";
    private const string Ending = ".jsonl";
    private const int MostLines = 2000;

    private readonly string path;
    private readonly Dictionary<UsageKey, UsageCounts> counts = [];
    private int lines;

    private UsageDayFile(string path, DateOnly day) => (this.path, Day) = (path, day);

    public DateOnly Day { get; }

    public IReadOnlyDictionary<UsageKey, UsageCounts> Counts => counts;

    public static IEnumerable<DateOnly> Days(string folder) => !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*" + Ending)
        .Select(file => DateOnly.TryParseExact(Path.GetFileNameWithoutExtension(file), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : default)
        .Where(day => day != default);

    public static UsageDayFile Open(string folder, DateOnly day)
    {
        var file = new UsageDayFile(Path.Combine(folder, day.ToString(DayFormat, CultureInfo.InvariantCulture) + Ending), day);
        if (File.Exists(file.path))
        {
            foreach (var line in File.ReadLines(file.path))
                file.Read(line);
        }
        return file;
    }

    /// <exception cref="IOException">Nothing was added.</exception>
    public void Add(IReadOnlyList<UsageEntry> entries)
    {
        Append(entries);
        foreach (var entry in entries)
            Count(entry);
        if (lines > MostLines && lines > 4 * counts.Count)
            Compact();
    }

    /// <summary>Leaves a line for each key.</summary>
    public void Compact()
    {
        if (lines == counts.Count)
            return;
        var temporary = path + ".new";
        using (var output = Create(temporary, FileMode.Create))
            Write(output, counts.Select(pair => new UsageEntry(pair.Key, pair.Value)));
        File.Move(temporary, path, overwrite: true);
        lines = counts.Count;
    }

    private void Append(IReadOnlyList<UsageEntry> entries)
    {
        using var output = Create(path, FileMode.OpenOrCreate);
        var before = EndOfWhole(output);
        output.SetLength(before); // without a line that a crash cut short
        output.Position = before;
        try
        {
            Write(output, entries);
        }
        catch (IOException)
        {
            output.SetLength(before);
            throw;
        }
    }

    private static long EndOfWhole(FileStream file)
    {
        for (var end = file.Length; end > 0; end--)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
                return end;
        }
        return 0;
    }

    private static void Write(FileStream output, IEnumerable<UsageEntry> entries)
    {
        using var text = new MemoryStream();
        foreach (var entry in entries)
        {
            JsonSerializer.Serialize(text, UsageLine.Of(entry), UsageJson.Default.UsageLine);
            text.WriteByte((byte)'\n');
        }
        output.Write(text.GetBuffer().AsSpan(0, (int)text.Length));
        output.Flush();
    }

    private static FileStream Create(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }

    // What is no line was cut short by a crash.
    private void Read(string line)
    {
        try
        {
            if (JsonSerializer.Deserialize(line, UsageJson.Default.UsageLine) is { } read)
                Count(read.On(Day));
        }
        catch (JsonException)
        {
            lines++;
        }
    }

    private void Count(in UsageEntry entry)
    {
        lines++;
        counts[entry.Key] = counts.GetValueOrDefault(entry.Key) + entry.Counts;
    }
}
