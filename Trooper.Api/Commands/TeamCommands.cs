using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Trooper.Api.Access;
using Trooper.Core.Access;

namespace Trooper.Api.Commands;

/// <summary><c>teams set-key</c>, <c>unset-key</c> and <c>list</c>: the provider keys that teams bring.</summary>
internal static class TeamCommands
{
    public static Command Command(CommandLine line) => new("teams", "The provider keys that teams bring.") { Set(line), Unset(line), List(line) };

    private static Command Set(CommandLine line)
    {
        var (team, provider) = (Team(), Provider());
        var set = new Command("set-key", "Takes a team's own key at a provider, from the standard input.") { team, provider };
        set.SetAction((asked, cancellation) => AtDesk(line, async (desk, _) =>
        {
            var (whose, where) = (asked.GetRequiredValue(team), asked.GetRequiredValue(provider));
            var key = desk.Fault(whose, where) is null ? (await line.Input.ReadLineAsync(cancellation))?.Trim() ?? "" : null;
            if (desk.Fault(whose, where, key) is { } fault)
                return await Misused(line, fault);
            await desk.Set(whose, where, key!, cancellation);
            await line.Note(new(ActKind.ProviderKeySet, AdministrativeAct.CommandLine) { Team = whose, Subject = where });
            await line.Output.WriteLineAsync($"{whose} uses its own key at {where}");
            return 0;
        }));
        return set;
    }

    private static Command Unset(CommandLine line)
    {
        var (team, provider) = (Team(), Provider());
        var unset = new Command("unset-key", "Forgets a team's own key at a provider.") { team, provider };
        unset.SetAction((asked, cancellation) => AtDesk(line, async (desk, _) =>
        {
            var (whose, where) = (asked.GetRequiredValue(team), asked.GetRequiredValue(provider));
            if (desk.Fault(whose, where) is { } fault)
                return await Misused(line, fault);
            if (!await desk.Unset(whose, where, cancellation))
            {
                await line.Error.WriteLineAsync($"{whose} has no key of its own at {where}");
                return 1;
            }
            await line.Note(new(ActKind.ProviderKeyRemoved, AdministrativeAct.CommandLine) { Team = whose, Subject = where });
            await line.Output.WriteLineAsync($"the key of {whose} at {where} is forgotten");
            return 0;
        }));
        return unset;
    }

    private static Command List(CommandLine line)
    {
        var asJson = new Option<bool>("--json") { Description = "as the admin API lists them" };
        var list = new Command("list", "Lists the teams, and where each brought a key.") { asJson };
        list.SetAction((asked, cancellation) => AtDesk(line, async (_, locksmith) =>
        {
            var teams = TeamView.All(await locksmith.Refresh(cancellation), line.Time.GetUtcNow());
            if (asked.GetValue(asJson))
                await line.Output.WriteLineAsync(JsonSerializer.Serialize(new TeamsView(teams), TeamJson.Default.TeamsView));
            foreach (var team in asked.GetValue(asJson) ? [] : teams)
                await line.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{team.Team}  {team.Keys} live keys  {Providers(team)}"));
            return 0;
        }));
        return list;
    }

    private static string Providers(TeamView team) => team.Providers.Count == 0 ? "" : $"own keys at {string.Join(", ", team.Providers.Select(own => own.Provider))}";

    private static Option<string> Team() => new("--team") { Required = true, Description = "whose key it is" };

    private static Option<string> Provider() => new("--provider") { Required = true, HelpName = "claude|gemini|openai", Description = "whom it is for" };

    private static async Task<int> Misused(CommandLine line, string fault)
    {
        await line.Error.WriteLineAsync($"--{fault}");
        return CommandLine.Misused;
    }

    private static async Task<int> AtDesk(CommandLine line, Func<TeamDesk, Locksmith, Task<int>> work)
    {
        await using var store = AccessServices.OpenStore(line.Options, line.Time);
        var locksmith = new Locksmith(store, new(line.Time), line.Time);
        return await work(new(line.Options, SecretBox.Of(line.Options), locksmith, line.Time), locksmith);
    }
}
