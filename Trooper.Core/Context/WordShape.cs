namespace Trooper.Core.Context;

/// <summary>
/// Tells by its shape that an unbroken run of letters and digits is no word, and falls to pieces: base64 changes between capitals, small letters and
/// digits all the time, and what has no vowel is spelt rather than read. Weights are sixteenths of a token, on top of what the characters cost.
/// </summary>
internal struct WordShape
{
    private const int LeastEncoded = 12;
    private const int Encoded = 4;
    private const int LongestSpelt = 4;
    private const int Spelt = 12;

    private int _length;
    private int _changes;
    private bool _hasUpper;
    private bool _hasLower;
    private bool _hasVowel;

    public int Add(CharacterClass current, CharacterClass before, int c)
    {
        if (current is not (CharacterClass.Lower or CharacterClass.Upper or CharacterClass.Digit))
        {
            this = default;
            return 0;
        }
        _length++;
        _hasUpper |= current == CharacterClass.Upper;
        _hasLower |= current == CharacterClass.Lower;
        _hasVowel |= current == CharacterClass.Digit || (c | 0x20) is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
        if (_length > 1 && current != before)
            _changes++;
        if (_length > LeastEncoded && _hasUpper && _hasLower && _changes * 2 > _length)
            return Encoded;
        return _length > LongestSpelt && !_hasVowel && !_hasUpper ? Spelt : 0;
    }
}
