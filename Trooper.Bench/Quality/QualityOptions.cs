namespace Trooper.Bench.Quality;

/// <summary>What the quality command was told: where the files are, where predictions go, and whether a missed bound is a failure.</summary>
internal sealed record QualityOptions(string Folder, string Output, bool Check)
{
    public const string Usage = "<folder> [--out <folder>] [--check]";

    public static QualityOptions? Parse(ReadOnlySpan<string> args)
    {
        QualityOptions? options = null;
        var (output, check) = ("quality-out", false);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--check")
                check = true;
            else if (args[i] == "--out" && i + 1 < args.Length)
                output = args[++i];
            else if (options is null && !args[i].StartsWith('-'))
                options = new(args[i], "", false);
            else
                return null;
        }
        return options is null ? null : options with { Output = output, Check = check };
    }
}
