using System.Text;

namespace Trooper.Core.Context;

/// <summary>
/// Adds up what a text would cost a byte-pair tokenizer of the current make, from runs of character classes: words cost one token and more
/// the longer they are, a hump inside a word begins another, digits go in threes, indentation is one token however deep, and so on.
/// The weights are sixteenths of a token.
/// </summary>
internal struct TokenScan
{
    private const int One = 16;

    private long _weight;
    private long _characters;
    private CharacterClass _previous;
    private int _run;
    private int _last;
    private WordShape _word;

    public TokenScan() => _previous = CharacterClass.None;

    public readonly int Tokens => (int)Math.Min(int.MaxValue, Math.Max((_weight + One - 1) / One, (_characters + 3) / 4));

    public readonly float Exact => Math.Max(_weight / (float)One, _characters / 4f);

    public void Add(ReadOnlySpan<char> text)
    {
        _characters += text.Length;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 128)
            {
                AddAscii(c);
                continue;
            }
            // A lone surrogate counts as the replacement character, which is what it becomes in UTF-8.
            Rune.DecodeFromUtf16(text[i..], out var rune, out var consumed);
            i += consumed - 1;
            AddOther(rune.Value);
        }
    }

    public void Add(ReadOnlySpan<byte> utf8)
    {
        for (var i = 0; i < utf8.Length; i++)
        {
            var b = utf8[i];
            if (b < 128)
            {
                _characters++;
                AddAscii(b);
                continue;
            }
            Rune.DecodeFromUtf8(utf8[i..], out var rune, out var consumed);
            i += consumed - 1;
            _characters += rune.Utf16SequenceLength;
            AddOther(rune.Value);
        }
    }

    private void AddAscii(int c)
    {
        var current = CharacterClasses.OfAscii(c);
        var before = _previous;
        var run = current == before ? _run + 1 : 1;
        _weight += current switch
        {
            CharacterClass.Lower => Lower(before, run),
            CharacterClass.Upper => Upper(before, run),
            CharacterClass.Digit => run % 3 != 1 ? 0 : before == CharacterClass.Space ? 2 * One : One,
            CharacterClass.Space => run == 2 ? One : 0,
            CharacterClass.Tab => run == 2 ? One : 3,
            CharacterClass.NewLine => NewLine(before),
            CharacterClass.Joiner when before is CharacterClass.Lower or CharacterClass.Upper => 6,
            _ => Punctuation(before, c),
        };
        _weight += _word.Add(current, before, c);
        // A capital and the small letters after it are one hump, so the run goes on.
        _run = current == CharacterClass.Lower && before == CharacterClass.Upper ? 2 : run;
        _previous = current;
        _last = c;
    }

    private readonly int Lower(CharacterClass before, int run) => before switch
    {
        CharacterClass.Lower => run > 6 ? 4 : 0,
        CharacterClass.Upper => _run == 1 ? 0 : 14,
        _ => One,
    };

    /// <summary>Humps of one or two letters are hardly ever words, but base64 and the like, which fall to pieces.</summary>
    private readonly int Upper(CharacterClass before, int run) => before switch
    {
        CharacterClass.Upper => run > 4 ? 5 : 0,
        CharacterClass.Lower when _run < 3 => One + 6,
        _ => One,
    };

    private static int NewLine(CharacterClass before) => before switch
    {
        CharacterClass.NewLine => 1,
        CharacterClass.Punctuation or CharacterClass.Joiner => 6,
        _ => One,
    };

    private readonly int Punctuation(CharacterClass before, int c) =>
        before == CharacterClass.Digit ? One
        : before is not (CharacterClass.Punctuation or CharacterClass.Joiner) ? 14
        : c == _last ? 2
        : 5;

    private void AddOther(int codePoint)
    {
        var script = CharacterClasses.Of(codePoint);
        // Rules and borders repeat one character, and have tokens of their own.
        _weight += script == CharacterClass.Drawing && codePoint == _last ? 4 : CharacterClasses.Weight(script);
        _word = default;
        _previous = script;
        _run = 1;
        _last = codePoint;
    }
}
