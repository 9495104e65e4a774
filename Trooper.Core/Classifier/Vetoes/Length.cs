namespace Trooper.Core.Classifier.Vetoes;

internal static class Length
{
    private const int MostCharacters = 300;
    private const int MostWords = 20;

    public static bool IsTooMuch(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length > MostCharacters)
            return true;
        var words = 0;
        var inWord = false;
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && !inWord)
                words++;
            inWord = !char.IsWhiteSpace(c);
        }
        return words > MostWords;
    }
}
