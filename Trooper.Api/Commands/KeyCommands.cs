using System.CommandLine;
using System.Text.Json;
using Trooper.Api.Access;
using Trooper.Core.Access;

namespace Trooper.Api.Commands;

/// <summary><c>keys create</c>, <c>list</c>, <c>revoke</c> and <c>rotate</c>. A server that runs meanwhile sees what they change within a second.</summary>
internal static class KeyCommands
{
    public static Command Command(CommandLine line) => new("keys", "Says who may use this Trooper.") { Create(line), List(line), Revoke(line), Rotate(line) };

    private static Command Create(CommandLine line)
    {
        var options = new KeyOptions();
        var create = new Command("create", "Makes a key: prints it alone on the first line, once and for all, and its id on the second.");
        options.AddTo(create);
        create.SetAction(async (asked, cancellation) =>
        {
            var request = options.Read(asked);
            if (request.Fault is { } fault)
                return await Fail(line, $"--{AsOption(fault)}", CommandLine.Misused);
            return await WithLocksmith(line, async locksmith => await Show(line, ActKind.KeyCreated, await locksmith.Create(request, cancellation)));
        });
        return create;
    }

    // A fault begins with the field's name.
    private static string AsOption(string fault) => fault.IndexOf(':') is var end && end > 0 ? fault[..end].Replace('_', '-') + fault[end..] : fault;

    private static Command List(CommandLine line)
    {
        var asJson = new Option<bool>("--json") { Description = "as the admin API lists them" };
        var list = new Command("list", "Lists all keys, the revoked ones too; a key's secret is not among what is known of it.") { asJson };
        list.SetAction((asked, cancellation) => WithLocksmith(line, async locksmith =>
        {
            var now = line.Time.GetUtcNow();
            var keys = (await locksmith.Refresh(cancellation)).Keys.Select(key => KeyView.Of(key, now)).ToList();
            await line.Output.WriteAsync(asked.GetValue(asJson) ? JsonSerializer.Serialize(new KeysView(keys), KeyViewJson.Default.KeysView) + "\n" : KeyTable.Of(keys));
            return 0;
        }));
        return list;
    }

    private static Command Revoke(CommandLine line)
    {
        var id = KeyId();
        var revoke = new Command("revoke", "Ends a key for good.") { id };
        revoke.SetAction((asked, cancellation) => WithLocksmith(line, async locksmith =>
        {
            if (await locksmith.Revoke(asked.GetRequiredValue(id), cancellation) is not { } key)
                return await Fail(line, $"there is no key {asked.GetRequiredValue(id)}");
            await Note(line, ActKind.KeyRevoked, key);
            await line.Output.WriteLineAsync($"{key.Id} is revoked");
            return 0;
        }));
        return revoke;
    }

    private static Command Rotate(CommandLine line)
    {
        var id = KeyId();
        var rotate = new Command("rotate", "Gives a key another secret, and prints it as create does; the old one is worth nothing from then on.") { id };
        rotate.SetAction((asked, cancellation) => WithLocksmith(line, async locksmith =>
            await locksmith.Rotate(asked.GetRequiredValue(id), cancellation) is { } minted
                ? await Show(line, ActKind.KeyRotated, minted)
                : await Fail(line, $"there is no live key {asked.GetRequiredValue(id)}")));
        return rotate;
    }

    private static Argument<string> KeyId() => new("ID") { Description = "the key's id, which list tells" };

    private static async Task<int> Show(CommandLine line, ActKind act, MintedKey minted)
    {
        await Note(line, act, minted.Key);
        await line.Output.WriteLineAsync(minted.Secret);
        await line.Output.WriteLineAsync(minted.Key.Id);
        return 0;
    }

    private static Task Note(CommandLine line, ActKind act, ApiKey key) =>
        line.Note(new(act, AdministrativeAct.CommandLine) { Team = key.Team, Subject = key.Id, Detail = $"{key.Role} {key.Name}" });

    private static async Task<int> Fail(CommandLine line, string reason, int exitCode = 1)
    {
        await line.Error.WriteLineAsync(reason);
        return exitCode;
    }

    private static async Task<int> WithLocksmith(CommandLine line, Func<Locksmith, Task<int>> work)
    {
        await using var store = AccessServices.OpenStore(line.Options, line.Time);
        return await work(new(store, new(line.Time), line.Time));
    }
}
