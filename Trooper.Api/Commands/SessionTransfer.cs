using Trooper.Api.Operations.Audit;
using Trooper.Core.Access;
using Trooper.Core.Sessions;
using Trooper.Journal.Transfer;

namespace Trooper.Api.Commands;

/// <summary><c>export --out FILE</c> and <c>import FILE</c>: moves sessions between journals, by a file.</summary>
internal sealed class SessionTransfer
{
    private const string Export = "export";
    private const string Import = "import";

    private readonly bool isExport;
    private readonly string file;

    private SessionTransfer(bool isExport, string file) => (this.isExport, this.file) = (isExport, file);

    /// <summary>Null when the arguments name neither command.</summary>
    /// <exception cref="TransferException">They do, and the rest of them is wrong.</exception>
    public static SessionTransfer? Of(string[] args) => args switch
    {
        [Export, "--out", var file] => new(true, file),
        [Import, var file] => new(false, file),
        [Export, ..] => throw new TransferException("usage: export --out FILE"),
        [Import, ..] => throw new TransferException("usage: import FILE"),
        _ => null,
    };

    /// <returns>The exit code.</returns>
    public async Task<int> Run(IJournal journal, IAuditLog audit, TextWriter output)
    {
        if (journal.State is { IsOpen: false, Trouble: var trouble })
            throw new TransferException($"the sessions can't be reached: {trouble}");
        return isExport ? await WriteFile(journal, audit, output) : await ReadFile(journal, audit, output);
    }

    private async Task<int> WriteFile(IJournal journal, IAuditLog audit, TextWriter output)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // conversations are for their owner's eyes
        await using var stream = new FileStream(file, options);
        var sessions = await SessionExport.Write(journal, stream);
        stream.Flush(flushToDisk: true);
        await audit.Record(new(ActKind.SessionsExported, AdministrativeAct.CommandLine) { Subject = file, Detail = $"{sessions} sessions" });
        await output.WriteLineAsync($"{sessions} sessions are in {file}");
        return 0;
    }

    private async Task<int> ReadFile(IJournal journal, IAuditLog audit, TextWriter output)
    {
        if (!File.Exists(file))
            throw new TransferException($"there is no file {file}");
        using var input = new StreamReader(file);
        var import = new SessionImport(journal);
        await import.Read(input);
        await audit.Record(new(ActKind.SessionsImported, AdministrativeAct.CommandLine) { Subject = file, Detail = $"{import.Added} sessions" });
        await output.WriteLineAsync($"{import.Added} sessions imported, {import.Known} were there already, {import.Refused.Count} refused");
        foreach (var key in import.Refused)
            await output.WriteLineAsync($"refused: {key}: there is another session of that name, with other events");
        return import.Refused.Count == 0 ? 0 : 1;
    }
}
