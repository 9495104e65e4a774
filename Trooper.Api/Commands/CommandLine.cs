using System.CommandLine;
using Trooper.Api.Commands.Check;
using Trooper.Api.Configuration;
using Trooper.Api.Operations.Audit;
using Trooper.Core.Access;
using Trooper.Core.Sessions;

namespace Trooper.Api.Commands;

/// <summary>What can be asked of the executable beside serving, by its first argument.</summary>
/// <param name="openJournal">Opens the sessions, for the commands that need them: they are then nobody else's, where they are files.</param>
internal sealed class CommandLine(IConfigurationRoot configuration, Func<TrooperOptions, Task<IJournal>> openJournal, TimeProvider time, TextWriter output, TextWriter error)
{
    /// <summary>The arguments can't be understood.</summary>
    public const int Misused = 2;

    // What a command prints is for its caller; what goes wrong beside it is told apart from that.
    private readonly ILoggerFactory logs = LoggerFactory.Create(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
    private readonly Lazy<TrooperOptions> options = new(() => TrooperOptions.Read(configuration));

    public IConfigurationRoot Settings => configuration;

    public TrooperOptions Options => options.Value;

    public TimeProvider Time => time;

    public TextWriter Output => output;

    public TextWriter Error => error;

    /// <summary>Whether the arguments are for here: what begins with a dash, help apart, is a setting of the server.</summary>
    public static bool IsCommand(string[] args) => args is [var first, ..] && (!first.StartsWith('-') || first is "-h" or "--help" or "-?" or "--version");

    public Task<IJournal> OpenJournal() => openJournal(Options);

    public IAuditLog AuditOf(IJournal journal) => AuditEndpoints.Open(Options, journal, time, logs);

    /// <summary>Notes what was done. The sessions' files stay closed: a server may be at work on them.</summary>
    public async Task Note(AdministrativeAct act)
    {
        await using var database = Options.Database is null ? null : await OpenJournal();
        await AuditEndpoints.Open(Options, database, time, logs).Record(act);
    }

    /// <returns>The exit code.</returns>
    public async Task<int> Run(string[] args)
    {
        var root = new RootCommand("Trooper: a gateway between agents and their LLM providers. Without a command it serves.");
        foreach (var command in SessionTransfer.Commands(this).Append(KeyCommands.Command(this)).Append(CheckCommand.Command(this)))
            root.Add(command);
        var asked = root.Parse(args);
        if (asked.Errors is [var wrong, ..])
        {
            await error.WriteLineAsync(asked.UnmatchedTokens is [var token, ..] ? $"'{token}' is not understood; --help says what is" : wrong.Message);
            return Misused;
        }
        return await asked.InvokeAsync(new() { Output = output, Error = error, EnableDefaultExceptionHandler = false });
    }
}
