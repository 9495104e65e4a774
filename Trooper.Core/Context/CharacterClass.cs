namespace Trooper.Core.Context;

/// <summary>Characters that tokenizers treat alike. From <see cref="Latin"/> on each character has a weight of its own, whatever stands beside it.</summary>
internal enum CharacterClass : byte
{
    None,
    Lower,
    Upper,
    Digit,
    Space,
    Tab,
    NewLine,
    /// <summary>Punctuation that ties words together into one name: it mostly shares a token with the word after it.</summary>
    Joiner,
    Punctuation,
    Latin,
    Cyrillic,
    Greek,
    Semitic,
    Indic,
    EastAsian,
    Hangul,
    Kana,
    Typographic,
    Drawing,
    Other,
    Supplementary,
}

internal static class CharacterClasses
{
    private static readonly CharacterClass[] Ascii = [.. Enumerable.Range(0, 128).Select(c => Classify((char)c))];

    public static CharacterClass OfAscii(int c) => Ascii[c];

    public static CharacterClass Of(int codePoint) => codePoint switch
    {
        < 0x00C0 => CharacterClass.Typographic,
        < 0x0250 => CharacterClass.Latin,
        >= 0x0370 and < 0x0400 => CharacterClass.Greek,
        >= 0x0400 and < 0x0530 => CharacterClass.Cyrillic,
        >= 0x0590 and < 0x0780 => CharacterClass.Semitic,
        >= 0x0900 and < 0x0E00 => CharacterClass.Indic,
        >= 0x1E00 and < 0x1F00 => CharacterClass.Latin,
        >= 0x2000 and < 0x2070 => CharacterClass.Typographic,
        >= 0x2190 and < 0x2600 => CharacterClass.Drawing,
        >= 0x3000 and < 0x3040 => CharacterClass.Typographic,
        >= 0x3040 and < 0x3100 => CharacterClass.Kana,
        >= 0x3400 and < 0xA000 => CharacterClass.EastAsian,
        >= 0xAC00 and < 0xD7B0 => CharacterClass.Hangul,
        >= 0xFF00 and < 0xFFF0 => CharacterClass.Typographic,
        >= 0x10000 => CharacterClass.Supplementary,
        _ => CharacterClass.Other,
    };

    /// <summary>In sixteenths of a token. Scripts are weighed for vocabularies that hold few of their words.</summary>
    public static int Weight(CharacterClass script) => script switch
    {
        CharacterClass.Latin => 11,
        CharacterClass.Cyrillic => 8,
        CharacterClass.Greek or CharacterClass.Semitic => 11,
        CharacterClass.Indic => 14,
        CharacterClass.EastAsian => 17,
        CharacterClass.Hangul => 19,
        CharacterClass.Kana or CharacterClass.Typographic => 16,
        CharacterClass.Drawing => 22,
        CharacterClass.Supplementary => 44,
        _ => 20,
    };

    private static CharacterClass Classify(char c) => c switch
    {
        >= 'a' and <= 'z' => CharacterClass.Lower,
        >= 'A' and <= 'Z' => CharacterClass.Upper,
        >= '0' and <= '9' => CharacterClass.Digit,
        ' ' => CharacterClass.Space,
        '\t' => CharacterClass.Tab,
        '\n' or '\r' => CharacterClass.NewLine,
        '_' or '.' or '/' or '-' => CharacterClass.Joiner,
        _ => CharacterClass.Punctuation,
    };
}
