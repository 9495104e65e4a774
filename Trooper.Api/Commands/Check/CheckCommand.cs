using System.CommandLine;
using Trooper.Api.Configuration;

namespace Trooper.Api.Commands.Check;

/// <summary><c>check</c>: looks at everything that a start needs, and says what it found, without serving anybody.</summary>
internal static class CheckCommand
{
    public static Command Command(CommandLine line)
    {
        var check = new Command("check", "Checks the settings, and tries the providers and where the sessions are kept.");
        check.SetAction((_, cancellation) => Run(line, cancellation));
        return check;
    }

    /// <returns>The exit code: 0 when it could serve.</returns>
    private static async Task<int> Run(CommandLine line, CancellationToken cancellation)
    {
        IReadOnlyList<Finding> findings;
        try
        {
            var options = line.Options;
            findings =
            [
                .. SettingCheck.Look(line.Settings, options),
                .. await ProviderCheck.Look(options, line.Time, cancellation),
                .. await StorageCheck.Look(options, cancellation),
                await KeyFinding.Look(options, line.Time, cancellation),
            ];
        }
        catch (SettingException e)
        {
            findings = [Finding.Failed("setting", e.Message, "Mend it: nothing else was looked at")];
        }
        foreach (var finding in findings)
            await line.Output.WriteLineAsync(finding.ToString());
        var couldServe = findings.All(finding => finding.How != Finding.Grade.Failed);
        await line.Output.WriteLineAsync(couldServe ? "It could serve." : "It could not serve.");
        return couldServe ? 0 : 1;
    }
}
