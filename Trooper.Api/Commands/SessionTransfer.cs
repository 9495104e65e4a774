using System.CommandLine;
using Trooper.Api.Operations.Audit;
using Trooper.Core.Access;
using Trooper.Core.Sessions;
using Trooper.Journal.Transfer;

namespace Trooper.Api.Commands;

/// <summary><c>export --out FILE</c> and <c>import FILE</c>: moves sessions between journals, by a file.</summary>
internal static class SessionTransfer
{
    public static IEnumerable<Command> Commands(CommandLine line)
    {
        var to = new Option<string>("--out") { Required = true, HelpName = "FILE", Description = "where they are written to" };
        var export = new Command("export", "Writes all sessions to a file, as JSON lines.") { to };
        export.SetAction(async (asked, _) => await WithJournal(line, (journal, audit) => Export(journal, asked.GetRequiredValue(to), audit, line.Output)));

        var from = new Argument<string>("FILE") { Description = "what export wrote" };
        var import = new Command("import", "Reads sessions from such a file.") { from };
        import.SetAction(async (asked, _) => await WithJournal(line, (journal, audit) => Import(journal, asked.GetRequiredValue(from), audit, line.Output)));
        return [export, import];
    }

    /// <returns>The exit code.</returns>
    public static async Task<int> Export(IJournal journal, string file, IAuditLog audit, TextWriter output)
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

    /// <returns>The exit code.</returns>
    public static async Task<int> Import(IJournal journal, string file, IAuditLog audit, TextWriter output)
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

    private static async Task<int> WithJournal(CommandLine line, Func<IJournal, IAuditLog, Task<int>> work)
    {
        await using var journal = await line.OpenJournal();
        return journal.State is { IsOpen: false, Trouble: var trouble }
            ? throw new TransferException($"the sessions can't be reached: {trouble}")
            : await work(journal, line.AuditOf(journal));
    }
}
