using System.Runtime.InteropServices;

namespace Trooper.Core.Classifier.Reading;

/// <summary>Cuts a text into the words of a <see cref="Prompt"/>, in one pass.</summary>
internal ref struct PromptReader
{
    private readonly ReadOnlySpan<char> _text;
    private readonly List<string> _words = new(24);
    private int _at;
    private int _bodyStart;
    private bool _isForeign;

    private PromptReader(ReadOnlySpan<char> text) => _text = text;

    public static Prompt Read(string text)
    {
        var reader = new PromptReader(text);
        while (reader._at < text.Length)
            reader.ReadNext();
        var words = CollectionsMarshal.AsSpan(reader._words);
        return new Prompt(words, reader._bodyStart == 0 ? words.Length : reader._bodyStart, reader._isForeign);
    }

    private void ReadNext()
    {
        var next = _text[_at];
        if (char.IsAsciiDigit(next) || (next == '.' && char.IsAsciiDigit(Peek(1))))
            ReadNumber();
        else if (char.IsLetter(next))
            ReadWord();
        else
            ReadSign(next);
    }

    private void ReadNumber()
    {
        var start = _at;
        var isHex = _text[_at] == '0' && Peek(1) is 'x' or 'X' && char.IsAsciiHexDigit(Peek(2));
        _at += isHex ? 2 : 1;
        while (isHex ? char.IsAsciiHexDigit(Peek(0)) : char.IsAsciiDigit(Peek(0)) || (IsInner(Peek(0)) && char.IsAsciiDigit(Peek(1))))
            _at++;
        _words.Add(_text[start.._at].ToString());
        if (!isHex && char.IsLetter(Peek(0)))
            ReadGluedUnit();

        // "3/4", "24/7" and "9-5" stay one word: alone they are a fraction, a phrase or a choice, not a sum to work out.
        static bool IsInner(char c) => c is '.' or ',' or '/' or '-';
    }

    // "72f" and "4x4": letters that follow a number at once end before the next digit.
    private void ReadGluedUnit()
    {
        var start = _at;
        while (char.IsLetter(Peek(0)))
            _at++;
        AddWord(_text[start.._at]);
    }

    private void ReadWord()
    {
        var start = _at++;
        while (char.IsLetterOrDigit(Peek(0)) || (IsInner(Peek(0)) && char.IsLetterOrDigit(Peek(1))))
            _at++;
        AddWord(_text[start.._at]);

        static bool IsInner(char c) => c is '\'' or '’' or '-' or '_' or '.' or '/';
    }

    private void AddWord(ReadOnlySpan<char> word)
    {
        Span<char> lower = stackalloc char[word.Length];
        for (var i = 0; i < word.Length; i++)
        {
            lower[i] = word[i] == '’' ? '\'' : char.ToLowerInvariant(word[i]);
            // Latin letters end at U+024F: accents are met in English words, other scripts are not.
            _isForeign |= lower[i] > '\u024F';
        }
        Wording.Add(_words, lower.ToString());
    }

    private void ReadSign(char sign)
    {
        switch (sign)
        {
            case '+' or '*' or '/' or '^' or '=' or '%' or '$':
                _words.Add(sign.ToString());
                break;
            case '×' or '÷' or '−' or '²' or '³' or '½' or '√':
                _words.Add(Wording.OfSign(sign));
                break;
            case '-' when char.IsAsciiDigit(Peek(1)) || (_words.Count > 0 && char.IsWhiteSpace(Peek(1)) && char.IsAsciiDigit(_words[^1][0])):
                _words.Add("-");
                break;
            case '\n' or '"' or '“':
            case ':' when char.IsWhiteSpace(Peek(1)):
                StartBody();
                break;
        }
        _at++;
    }

    private void StartBody()
    {
        if (_bodyStart == 0)
            _bodyStart = _words.Count;
    }

    private readonly char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';
}
