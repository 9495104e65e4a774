namespace Trooper.Core.Sitrep.Prose;

/// <summary>Follows the blocks of a text that hold no prose, line by line.</summary>
internal struct Skipper
{
    private enum Block
    {
        None,
        Fence,
        Replacement,
        Diff,
        Trace,
    }

    private Block block;
    private char fence;

    public bool Covers(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart();
        return block switch
        {
            Block.Fence => InFence(text),
            Block.Replacement => InReplacement(text),
            Block.Diff when InDiff(line) => true,
            Block.Trace when InTrace(line) => true,
            _ => Opens(text),
        };
    }

    private bool Opens(ReadOnlySpan<char> text)
    {
        block = text switch
        {
            ['`', '`', '`', ..] or ['~', '~', '~', ..] => Block.Fence,
            _ when text.StartsWith("<<<<<<<") => Block.Replacement,
            _ when text.StartsWith("diff --git ") || text.StartsWith("@@ ") => Block.Diff,
            _ when StartsTrace(text) => Block.Trace,
            _ => Block.None,
        };
        if (block != Block.Fence)
            return block != Block.None;
        fence = text[0];
        if (text.Length > 6 && text.TrimEnd().EndsWith(text[..3]))
            block = Block.None;
        return true;
    }

    private bool InFence(ReadOnlySpan<char> text)
    {
        if (text.Length >= 3 && text.TrimEnd().IndexOfAnyExcept(fence) < 0)
            block = Block.None;
        return true;
    }

    private bool InReplacement(ReadOnlySpan<char> text)
    {
        if (text.StartsWith(">>>>>>>"))
            block = Block.None;
        return true;
    }

    private static bool InDiff(ReadOnlySpan<char> line) =>
        line is ['+' or '-' or ' ' or '@' or '\\', ..] || line.StartsWith("index ") || line.StartsWith("diff ");

    /// <summary>A trace goes on while lines are indented; the message that ends it is prose, for it says what went wrong.</summary>
    private bool InTrace(ReadOnlySpan<char> line)
    {
        var goesOn = line is [' ' or '\t', ..] || StartsTrace(line);
        if (!goesOn)
            block = Block.None;
        return goesOn;
    }

    private static bool StartsTrace(ReadOnlySpan<char> text) =>
        text.StartsWith("Traceback (") || text.StartsWith("File \"") || text.StartsWith("goroutine ") || text.StartsWith("Stack trace")
        || (text.StartsWith("at ") && text.Contains('(') && text.IndexOfAny('.', ':') > 0 && !text[3..text.IndexOf('(')].TrimEnd().Contains(' '));
}
