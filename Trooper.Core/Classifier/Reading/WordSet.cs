using System.Collections.Frozen;

namespace Trooper.Core.Classifier.Reading;

/// <summary>A fixed set of words, written as a text.</summary>
internal sealed class WordSet
{
    private readonly FrozenSet<string> _words;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _spans;

    public WordSet(string words)
        : this(Split(words))
    {
    }

    private WordSet(IEnumerable<string> words)
    {
        _words = words.ToFrozenSet(StringComparer.Ordinal);
        _spans = _words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public WordSet With(string words) => new(_words.Concat(Split(words)));

    public bool Has(string word) => _words.Contains(word);

    public bool Has(ReadOnlySpan<char> word) => _spans.Contains(word);

    public bool HasAll(ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (!_words.Contains(word))
                return false;
        return true;
    }

    public bool HasAny(ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (_words.Contains(word))
                return true;
        return false;
    }

    public int IndexIn(ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
            if (_words.Contains(words[i]))
                return i;
        return -1;
    }

    private static string[] Split(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
