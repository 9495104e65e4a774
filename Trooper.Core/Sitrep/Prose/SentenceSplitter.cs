namespace Trooper.Core.Sitrep.Prose;

/// <summary>Finds where the sentences of a line end. Dots in names, numbers, abbreviations and code don't end one.</summary>
internal static class SentenceSplitter
{
    private static readonly string[] Abbreviations = ["e.g", "i.e", "vs", "etc", "approx", "cf", "resp", "incl"];

    public static List<Range> Split(string line)
    {
        var sentences = new List<Range>();
        var start = 0;
        var inCode = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '`')
                inCode = !inCode;
            if (inCode || line[i] is not ('.' or '!' or '?') || !EndsSentence(line, start, i))
                continue;
            var end = i + 1;
            while (end < line.Length && line[end] is '*' or ')' or '"' or '!' or '?' or '.')
                end++;
            sentences.Add(start..end);
            i = end - 1;
            start = end;
        }
        if (!line.AsSpan(start).IsWhiteSpace())
            sentences.Add(start..line.Length);
        return sentences;
    }

    private static bool EndsSentence(string line, int start, int mark)
    {
        var next = mark + 1;
        while (next < line.Length && line[next] is '*' or ')' or '"' or '!' or '?' or '.')
            next++;
        if (next >= line.Length)
            return true;
        if (line[next] != ' ')
            return false;
        if (line[mark] != '.')
            return true;
        var word = line.AsSpan(start, mark - start);
        word = word[(word.LastIndexOfAny(' ', '(') + 1)..];
        foreach (var abbreviation in Abbreviations)
            if (word.Equals(abbreviation, StringComparison.OrdinalIgnoreCase))
                return false;
        return !(word.Length == 1 && char.IsAsciiLetter(word[0]));
    }
}
