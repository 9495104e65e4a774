using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Trooper.Core.Recovery;

/// <summary>What a repeat of a shell command would do: the worst of the commands in it, each by its verb.</summary>
internal static partial class ShellRepeatSafety
{
    private static readonly FrozenSet<string> Looking = Set("""
        ls cat head tail less grep egrep rg ag find fd wc echo printf pwd which whereis type env printenv ps top df du stat file diff cmp jq yq awk sort uniq cut tr
        tree date whoami id uname hostname true false test [ sleep dig nslookup ping host lsof free uptime history man open cd pushd popd export set source column
        nl tac basename dirname realpath readlink sha256sum md5sum strings xxd od seq bc expr promtool decompile find_file search_file search_dir scroll_down scroll_up goto crane
        """);

    private static readonly FrozenSet<string> Settling = Set("""
        mkdir touch cp ln chmod chown pytest jest vitest mypy ruff eslint prettier tsc gofmt golangci-lint black flake8 make cargo dotnet mvn gradle go npm pnpm yarn
        npx pip pip3 uv poetry apt apt-get brew mise tox bundle rsync tar unzip gunzip edit create wget rustfmt cmake ctest bazel phpunit rspec
        """);

    /// <summary>Commands whose second word decides.</summary>
    private static readonly FrozenDictionary<string, (string Looking, string Settling)> Families = new Dictionary<string, (string, string)>
    {
        ["git"] = ("status log diff show rev-parse ls-files ls-tree remote blame describe shortlog reflog merge-base rev-list check-ignore cat-file grep",
            "add branch checkout switch fetch pull push restore clone worktree submodule init"),
        ["kubectl"] = ("get describe logs top explain version cluster-info diff rollout", "apply label annotate scale set"),
        ["docker"] = ("ps logs images inspect version info stats top port", "pull build stop start"),
        ["gh"] = ("view list status diff checks search pr issue run repo api", "auth"),
        ["aws"] = ("s3 ls describe get list", "sync"),
        ["terraform"] = ("plan show output validate version", "init fmt apply"),
        ["helm"] = ("list status template get history show lint", "upgrade repo"),
        ["systemctl"] = ("status list-units is-active cat show", "start stop enable disable daemon-reload"),
        ["npm"] = ("ls view outdated audit info", "install ci test run build"),
        ["yarn"] = ("info list", "install test run build"),
        ["pnpm"] = ("ls list view", "install test run build"),
        ["npx"] = ("", "jest vitest eslint prettier tsc playwright"),
        ["go"] = ("list version env doc", "build test vet fmt mod generate install"),
        ["cargo"] = ("tree metadata search", "build test check fmt clippy"),
        ["dotnet"] = ("--version --info list", "build test restore format clean"),
        ["argo"] = ("get list logs", ""),
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Wrappers = Set("sudo time nohup timeout nice env command exec builtin then do else");

    private static readonly string[] WritingVerbs = ["create", "merge", "close", "delete", "edit", "comment", "review", "rerun", "cp", "mv", "rm", "restart", "undo", "approve"];

    private static readonly string[] SendingFlags = ["-X", "--method", "-f", "-F", "--field", "--input"];

    public static string Of(string command)
    {
        command = Heredoc().Replace(command, "<< HERE");
        var worst = RepeatSafety.ReadOnly;
        foreach (var part in Separators().Split(Quoted().Replace(command, " QUOTED ")))
        {
            var safety = OfPart(part, command);
            if (safety == RepeatSafety.Dangerous)
                return safety;
            if (safety == RepeatSafety.Idempotent)
                worst = safety;
        }
        return worst;
    }

    private static string OfPart(string part, string whole)
    {
        var words = part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).AsSpan();
        while (words.Length > 0 && (Wrappers.Contains(words[0]) || Assignment().IsMatch(words[0]) || char.IsAsciiDigit(words[0][0])))
            words = words[1..];
        if (words.IsEmpty)
            return RepeatSafety.ReadOnly;
        if (part.Contains(">>", StringComparison.Ordinal))
            return RepeatSafety.Dangerous;
        var safety = OfVerb(Path.GetFileName(words[0]), words[1..], whole);
        return safety == RepeatSafety.ReadOnly && Overwrites().IsMatch(part) ? RepeatSafety.Idempotent : safety;
    }

    private static string OfVerb(string verb, ReadOnlySpan<string> rest, string whole)
    {
        if (Families.TryGetValue(verb, out var family))
            return OfFamily(verb, rest, family);
        return verb switch
        {
            "ssh" => OfRemote(whole),
            "sed" => rest.Contains("-i") ? RepeatSafety.Dangerous : RepeatSafety.ReadOnly,
            "curl" => SendsData().IsMatch(whole) ? RepeatSafety.Dangerous : RepeatSafety.ReadOnly,
            "psql" or "mysql" or "sqlite3" => OnlyReads().IsMatch(whole) ? RepeatSafety.ReadOnly : RepeatSafety.Dangerous,
            "find" when rest.Contains("-delete") || rest.Contains("-exec") => RepeatSafety.Dangerous,
            "python" or "python3" or "node" when rest is ["-m", var module, ..] => Settling.Contains(module) ? RepeatSafety.Idempotent : RepeatSafety.Dangerous,
            _ when rest is ["--version" or "-V" or "--help", ..] => RepeatSafety.ReadOnly,
            _ => Looking.Contains(verb) ? RepeatSafety.ReadOnly : Settling.Contains(verb) ? RepeatSafety.Idempotent : RepeatSafety.Dangerous,
        };
    }

    /// <summary>What ssh is told to run there, where it is quoted; a login by itself may do anything.</summary>
    private static string OfRemote(string whole)
    {
        var remote = Remote().Matches(whole);
        return remote.Count == 0 || remote.Count != Ssh().Count(whole) ? RepeatSafety.Dangerous : Of(string.Join(';', remote.Select(match => match.Groups["command"].Value)));
    }

    private static string OfFamily(string verb, ReadOnlySpan<string> rest, (string Looking, string Settling) family)
    {
        while (rest.Length > 1 && rest[0].StartsWith('-'))
            rest = rest[0] is "-C" or "-n" or "-c" or "--namespace" or "-f" ? rest[2..] : rest[1..];
        if (rest.IsEmpty)
            return RepeatSafety.ReadOnly;
        if (verb == "git" && rest[0] == "config")
            return rest.ContainsAny(["--get", "--get-all", "--list", "-l"]) || CountNames(rest[1..]) == 1 ? RepeatSafety.ReadOnly : RepeatSafety.Idempotent;
        if (verb == "gh" && rest.ContainsAny(SendingFlags))
            return RepeatSafety.Dangerous;
        if (rest.ContainsAny(WritingVerbs) || rest.Contains("--force") || rest.Contains("--force-with-lease") || rest.Contains("--hard"))
            return verb == "git" && rest[0] is "log" or "grep" or "diff" ? RepeatSafety.ReadOnly : RepeatSafety.Dangerous;
        return Has(family.Looking, rest[0]) ? verb == "aws" && Has(family.Settling, rest[^1]) ? RepeatSafety.Idempotent : RepeatSafety.ReadOnly
            : Has(family.Settling, rest[0]) ? RepeatSafety.Idempotent
            : RepeatSafety.Dangerous;
    }

    private static int CountNames(ReadOnlySpan<string> words)
    {
        var count = 0;
        foreach (var word in words)
            if (!word.StartsWith('-'))
                count++;
        return count;
    }

    private static bool Has(string words, string word) => words.Split(' ').Contains(word);

    private static FrozenSet<string> Set(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    [GeneratedRegex(@"\bssh\b", RegexOptions.CultureInvariant)]
    private static partial Regex Ssh();

    [GeneratedRegex(@"\bssh\s+(?:-\w+(?:\s+[^\s""'-]\S*)?\s+)*[^\s""'-]\S*\s+(?<quote>[""'])(?<command>[^""']*)\k<quote>", RegexOptions.CultureInvariant)]
    private static partial Regex Remote();

    [GeneratedRegex(@"&&|\|\||[;|\n]|\$\(|`", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();

    [GeneratedRegex("'[^']*'|\"(?:[^\"\\\\]|\\\\.)*\"", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\w+=", RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"(?<![\d&])>(?!&|\s*/dev/null)", RegexOptions.CultureInvariant)]
    private static partial Regex Overwrites();

    [GeneratedRegex("<<-?\\s*['\"]?(\\w+)['\"]?[\\s\\S]*?(\\n\\s*\\1\\b|\\z)", RegexOptions.CultureInvariant)]
    private static partial Regex Heredoc();

    [GeneratedRegex(@"(-X|--request)\s*=?(POST|PUT|PATCH|DELETE)|\s(-d|--data\S*|-F|--form|-T|--upload-file)\b", RegexOptions.CultureInvariant)]
    private static partial Regex SendsData();

    [GeneratedRegex(@"-c\s+[""']?\s*(select|show|explain|\\d)|-e\s+[""']?\s*(select|show)|--version", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OnlyReads();
}
