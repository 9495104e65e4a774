using System.Diagnostics;
using System.Globalization;
using Trooper.Journal.Files;

namespace Trooper.Tests.Journal;

public sealed class FileJournalKillTests : IDisposable
{
    private const int Kills = 6;

    private readonly TestFolder _folder = new();
    private readonly long[] _acknowledged = new long[JournalChild.Writers];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_under_load_again_and_again_it_keeps_every_acknowledged_append_once()
    {
        for (var kill = 1; kill <= Kills; kill++)
        {
            await RunAndKill(afterAppends: 300 * kill);
            await CheckEverything();
        }
        Assert.All(_acknowledged, version => Assert.NotEqual(0, version));
        Assert.All(_folder.Notices, notice => Assert.Equal(JournalNoticeKind.TornTail, notice.Kind));
    }

    private async Task RunAndKill(int afterAppends)
    {
        using var child = Process.Start(ChildProcess())!;
        var appends = 0;
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            Note(line);
            if (++appends == afterAppends)
                child.Kill();
        }
        await child.WaitForExitAsync();
        Assert.True(appends >= afterAppends, await child.StandardError.ReadToEndAsync());
    }

    private async Task CheckEverything()
    {
        await using var journal = await _folder.Open();
        for (var writer = 0; writer < JournalChild.Writers; writer++)
        {
            var texts = await journal.Texts(JournalChild.SessionOf(writer));
            Assert.Equal(Enumerable.Range(1, texts.Length).Select(version => $"{version}: {JournalChild.TextOf(writer, version)}"), texts);
            // One append of each writer may have been on its way.
            Assert.InRange(texts.Length, _acknowledged[writer], _acknowledged[writer] + 1);
            _acknowledged[writer] = texts.Length;
        }
        var snapshot = await journal.LoadSnapshot(JournalChild.SessionOf(0));
        if (snapshot is not null)
            Assert.Equal(JournalChild.TextOf(0, snapshot.Version), System.Text.Encoding.ASCII.GetString(snapshot.State.Span));
        Assert.InRange((await journal.ReadAll(JournalChild.Passing)).Count, 0, 1);
    }

    private void Note(string line)
    {
        var parts = line.Split(' ');
        if (parts.Length == 2)
            _acknowledged[int.Parse(parts[0], CultureInfo.InvariantCulture)] = long.Parse(parts[1], CultureInfo.InvariantCulture);
        else
            Assert.Equal(nameof(JournalNoticeKind.TornTail), line);
    }

    private ProcessStartInfo ChildProcess()
    {
        var assembly = typeof(JournalChild).Assembly.Location;
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var start = new ProcessStartInfo(host, ["exec", assembly]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_STARTUP_HOOKS"] = assembly;
        start.Environment[JournalChild.FolderVariable] = _folder.Path;
        return start;
    }
}
