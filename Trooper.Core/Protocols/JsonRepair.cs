using System.Text;

namespace Trooper.Core.Protocols;

/// <summary>
/// Mends what small models get wrong when they write JSON: Python's words and quotes, commas too many, an end that is missing. One attempt, and
/// only of form: nothing is invented.
/// </summary>
public static class JsonRepair
{
    /// <returns>An object's JSON; null when it is none even so.</returns>
    public static string? ObjectFrom(string text)
    {
        if (ToolArguments.IsObject(text))
            return text;
        var mended = Mend(text.Trim());
        return ToolArguments.IsObject(mended) ? mended : null;
    }

    private static string Mend(string text)
    {
        var output = new StringBuilder(text.Length + 8);
        var closers = new Stack<char>();
        for (var at = 0; at < text.Length;)
        {
            var character = text[at];
            switch (character)
            {
                case '"' or '\'':
                    at = CopyString(text, at, output);
                    continue;
                case '{' or '[':
                    closers.Push(character == '{' ? '}' : ']');
                    break;
                case '}' or ']':
                    DropLastComma(output);
                    closers.TryPop(out _);
                    break;
            }
            if (char.IsAsciiLetter(character))
            {
                at = CopyWord(text, at, output);
                continue;
            }
            output.Append(character);
            at++;
        }
        DropLastComma(output);
        foreach (var closer in closers)
            output.Append(closer);
        return output.ToString();
    }

    // A string in either quotes becomes one in JSON's; line breaks in it are escaped, and one without an end gets it.
    private static int CopyString(string text, int start, StringBuilder output)
    {
        var quote = text[start];
        var at = start + 1;
        output.Append('"');
        for (; at < text.Length && text[at] != quote; at++)
        {
            switch (text[at])
            {
                case '\\' when at + 1 < text.Length:
                    if (text[at + 1] == '\'')
                        output.Append('\'');
                    else
                        output.Append(text, at, 2);
                    at++;
                    break;
                case '"':
                    output.Append("\\\"");
                    break;
                case '\n':
                    output.Append("\\n");
                    break;
                case '\r':
                    output.Append("\\r");
                    break;
                case '\t':
                    output.Append("\\t");
                    break;
                default:
                    output.Append(text[at]);
                    break;
            }
        }
        output.Append('"');
        return Math.Min(at + 1, text.Length);
    }

    private static int CopyWord(string text, int start, StringBuilder output)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '.' or '+' or '-'))
            end++;
        var word = text[start..end];
        output.Append(word switch
        {
            "True" => "true",
            "False" => "false",
            "None" => "null",
            _ => word,
        });
        return end;
    }

    private static void DropLastComma(StringBuilder output)
    {
        var end = output.Length;
        while (end > 0 && char.IsWhiteSpace(output[end - 1]))
            end--;
        if (end > 0 && output[end - 1] == ',')
            output.Remove(end - 1, 1);
    }
}
