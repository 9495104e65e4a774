using System.Collections.Frozen;

namespace Trooper.Api.Pages.Markdown;

/// <summary>As much of a programming language as colours need.</summary>
/// <param name="Title">What a code block is headed with.</param>
internal sealed record Language(string Title, FrozenSet<string> Keywords, string[] LineComments, (string Open, string Close)? BlockComment, string Quotes)
{
    private static readonly FrozenSet<string> CLike = Words(
        "abstract as async await base bool boolean break byte case catch char class const continue debugger declare default defer delete do double else enum export extends "
        + "extern false final finally float fn for foreach from fun func function get go goto if impl implements import in init instanceof int interface internal is let lock "
        + "long loop match mod module move mut namespace new nil null number object of operator out override package params private protected protocol pub public readonly "
        + "record ref required return sealed select self set short sizeof static string struct super switch template this throw trait true try type typedef typeof uint "
        + "ulong undefined union unsafe unsigned use using val var virtual void volatile where while with yield");

    private static readonly FrozenSet<string> Python = Words(
        "and as assert async await break case class continue def del elif else except False finally for from global if import in is lambda match None nonlocal not or pass "
        + "raise return self True try while with yield begin do end elsif ensure module nil next puts rescue require then true false unless until");

    private static readonly FrozenSet<string> Shell = Words(
        "if then else elif fi for while until do done case esac in function return local export readonly set unset source exit trap shift true false FROM RUN COPY CMD "
        + "ENTRYPOINT ENV ARG WORKDIR EXPOSE echo cd sudo");

    private static readonly FrozenSet<string> Sql = Words(
        "select from where and or not in is null insert into values update set delete create table index view drop alter add column primary key foreign references unique "
        + "join left right inner outer full on group by order having limit offset as distinct union all exists between like case when then else end begin commit rollback "
        + "with returning default check constraint true false", StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Data = Words("true false null yes no on off");

    /// <param name="info">What stands behind a code block's fence.</param>
    public static Language Named(string? info)
    {
        var name = (info ?? "").Split([' ', ',', '{'], 2)[0];
        var title = name.Length is 0 or > 24 || !name.All(character => char.IsAsciiLetterOrDigit(character) || "+#-._".Contains(character)) ? "text" : name;
        return title.ToLowerInvariant() switch
        {
            "c" or "cpp" or "c++" or "h" or "cs" or "csharp" or "c#" or "java" or "js" or "javascript" or "jsx" or "mjs" or "ts" or "typescript" or "tsx" or "go" or "golang"
                or "rust" or "rs" or "kotlin" or "kt" or "swift" or "php" or "scala" or "dart" or "proto" => new(title, CLike, ["//"], ("/*", "*/"), "\"'`"),
            "css" or "scss" or "less" => new(title, Data, [], ("/*", "*/"), "\"'"),
            "python" or "py" or "ruby" or "rb" => new(title, Python, ["#"], null, "\"'"),
            "sh" or "bash" or "zsh" or "shell" or "console" or "dockerfile" or "make" or "makefile" or "powershell" or "ps1" => new(title, Shell, ["#"], null, "\"'"),
            "sql" or "postgres" or "postgresql" or "sqlite" or "plpgsql" => new(title, Sql, ["--"], ("/*", "*/"), "'"),
            "json" or "jsonc" or "json5" => new(title, Data, ["//"], null, "\""),
            "yaml" or "yml" or "toml" or "ini" or "env" or "properties" => new(title, Data, ["#", ";"], null, "\"'"),
            "html" or "xml" or "svg" or "xaml" or "csproj" => new(title, Data, [], ("<!--", "-->"), "\"'"),
            _ => new(title, FrozenSet<string>.Empty, [], null, ""),
        };
    }

    private static FrozenSet<string> Words(string words, StringComparer? comparer = null) => words.Split(' ').ToFrozenSet(comparer ?? StringComparer.Ordinal);
}
