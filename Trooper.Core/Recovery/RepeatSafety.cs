using System.Collections.Frozen;

namespace Trooper.Core.Recovery;

/// <summary>What a repeat of a tool call would do. What is not known to be harmless is dangerous.</summary>
internal static class RepeatSafety
{
    public const string ReadOnly = "read_only";
    public const string Idempotent = "idempotent";
    public const string Dangerous = "dangerous";

    private static readonly FrozenSet<string> Shells =
        Set("bash shell sh zsh powershell exec execute run terminal command local_shell shell_command exec_command run_terminal_cmd container.exec run_command execute_command");

    private static readonly FrozenSet<string> Looking =
        Set("read get list search find grep glob fetch view ls cat think query describe show check lookup look count calculate inspect analyze explain status open websearch webfetch browse compare validate");

    private static readonly FrozenSet<string> Settling =
        Set("write edit multiedit update set put upsert replace todowrite taskupdate save configure enable disable apply notebookedit str modify format toggle assign ensure skill sync test build");

    public static string Of(ReadCall call)
    {
        var name = call.Name[(call.Name.LastIndexOf("__", StringComparison.Ordinal) is >= 0 and var at ? at + 2 : 0)..];
        if (Shells.Contains(name))
            return call.Command is { } command ? ShellRepeatSafety.Of(command) : Dangerous;
        if (call.Text("command") is "view" && name.Contains("edit", StringComparison.OrdinalIgnoreCase))
            return ReadOnly;
        if (Looking.Contains(name))
            return ReadOnly;
        return Settling.Contains(name) ? Idempotent : OfVerb(Verb(name));
    }

    private static string OfVerb(string verb) => Looking.Contains(verb) ? ReadOnly : Settling.Contains(verb) ? Idempotent : Dangerous;

    /// <summary>The first word of a name in any style: <c>get_user</c>, <c>getUser</c>, <c>Get-User</c>.</summary>
    private static string Verb(string name)
    {
        for (var i = 1; i < name.Length; i++)
            if (name[i] is '_' or '-' or '.' || (char.IsUpper(name[i]) && char.IsLower(name[i - 1])))
                return name[..i];
        return name;
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
