using System.Globalization;
using System.Text.Json;
using Trooper.Core.Access;

namespace Trooper.Api.Operations.Audit;

/// <summary><c>audit.jsonl</c> beside the sessions: a line for each act. A process and the command line may write to it at once.</summary>
internal sealed partial class FileAuditLog(string folder, TimeProvider time, ILogger log) : IAuditLog
{
    private const int Tries = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly string path = Path.Combine(folder, "audit.jsonl");

    public async ValueTask Record(AdministrativeAct act)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(AuditLine.Of(new(time.GetUtcNow(), act)), AuditJson.Default.AuditLine), (byte)'\n'];
        try
        {
            await using var file = await Open(FileMode.Append, FileAccess.Write, FileShare.None);
            await file.WriteAsync(line);
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotRecorded(e, act);
        }
    }

    /// <remarks>A cursor is where in the file the last line shown begins.</remarks>
    public async ValueTask<AuditPage> Read(int limit, string? cursor, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            return new([], null);
        await using var file = await Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var lines = new LinesFromTheEnd(file, cursor is null ? file.Length : Place(cursor, file.Length));
        var entries = new List<AuditEntry>();
        while (entries.Count < limit && await lines.Next(cancellation) is { } line)
        {
            if (Parse(line) is { } entry)
                entries.Add(entry);
        }
        return new(entries, lines.Place > 0 ? lines.Place.ToString(CultureInfo.InvariantCulture) : null);
    }

    private static long Place(string cursor, long length) =>
        long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place <= length ? place : throw new FormatException($"'{cursor}' is no cursor");

    // A line that was cut by a crash, and what somebody edited, is passed over.
    private static AuditEntry? Parse(byte[] line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, AuditJson.Default.AuditLine)?.Entry;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The framework's append is a seek and a write: whoever writes must be alone.
    private async Task<FileStream> Open(FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (access == FileAccess.Write && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException) && tries < Tries)
            {
                await Task.Delay(Pause, time);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An administrative act could not be recorded: {Act}")]
    private partial void LogNotRecorded(Exception exception, AdministrativeAct act);
}
