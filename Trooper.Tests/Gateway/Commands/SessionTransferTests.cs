using Microsoft.Extensions.Logging.Abstractions;
using Trooper.Api.Commands;
using Trooper.Api.Operations.Audit;
using Trooper.Core.Access;
using Trooper.Tests.Journal;
using static Trooper.Tests.Journal.Samples;

namespace Trooper.Tests.Gateway.Commands;

public sealed class SessionTransferTests : IDisposable
{
    private readonly TestFolder source = new();
    private readonly TestFolder target = new();
    private readonly StringWriter output = new();
    private readonly FileAuditLog audit;

    public SessionTransferTests() => audit = new(target.Path, TimeProvider.System, NullLogger.Instance);

    private string TransferFile => Path.Combine(target.Path, "sessions.jsonl");

    public void Dispose()
    {
        source.Dispose();
        target.Dispose();
        output.Dispose();
    }

    [Fact]
    public async Task Sessions_are_exported_and_imported_and_imported_again()
    {
        await using var from = await source.Open();
        await using var to = await target.Open();
        await from.Append(Key("a"), 0, Events(2));

        Assert.Equal(0, await SessionTransfer.Export(from, TransferFile, audit, output));
        Assert.Equal(0, await SessionTransfer.Import(to, TransferFile, audit, output));
        Assert.Equal(0, await SessionTransfer.Import(to, TransferFile, audit, output));

        Assert.Equal(["1: said 1", "2: said 2"], await to.Texts(Key("a")));
        Assert.Contains("0 sessions imported, 1 were there already", output.ToString());
        var acts = (await audit.Read(10, null, CancellationToken.None)).Entries.Select(entry => (entry.Act.Act, entry.Act.By, entry.Act.Detail));
        Assert.Equal([(ActKind.SessionsImported, "command line", "0 sessions"), (ActKind.SessionsImported, "command line", "1 sessions"), (ActKind.SessionsExported, "command line", "1 sessions")], acts);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(TransferFile));
    }

    [Fact]
    public async Task A_refused_session_is_named_and_fails_the_command()
    {
        await using var from = await source.Open();
        await using var to = await target.Open();
        await from.Append(Key("a"), 0, Event("one"));
        await to.Append(Key("a"), 0, Event("another"));
        await SessionTransfer.Export(from, TransferFile, audit, output);

        Assert.Equal(1, await SessionTransfer.Import(to, TransferFile, audit, output));

        Assert.Contains("refused: a:", output.ToString());
    }
}
