namespace Trooper.Core.Sitrep.Prose;

/// <summary>
/// What a phrase is about: the set of its content words, stripped of their endings, as hashes. Two phrases are compared by the words they share.
/// </summary>
internal sealed class Stems
{
    private readonly uint[] sorted;

    private Stems(uint[] sorted) => this.sorted = sorted;

    public int Count => sorted.Length;

    public static Stems Of(ReadOnlySpan<char> text)
    {
        Span<char> stem = stackalloc char[MaxWord];
        Span<uint> found = stackalloc uint[MaxStems];
        var count = 0;
        for (var i = 0; i < text.Length && count < MaxStems;)
        {
            if (!char.IsAsciiLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }
            var start = i;
            while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || IsInnerApostrophe(text, i)))
                i++;
            var word = text[start..i];
            if (!Lexicon.Of(word).HasFlag(Sense.Stop) && word.Length <= MaxWord)
                found[count++] = Hash(Stem(word, stem));
        }
        return new(Distinct(found[..count]));
    }

    public int Shared(Stems other)
    {
        int shared = 0, a = 0, b = 0;
        while (a < sorted.Length && b < other.sorted.Length)
        {
            var order = sorted[a].CompareTo(other.sorted[b]);
            if (order == 0)
                shared++;
            if (order <= 0)
                a++;
            if (order >= 0)
                b++;
        }
        return shared;
    }

    /// <summary>The shared part of the smaller phrase, 0–1.</summary>
    public double Overlap(Stems other) => Math.Min(Count, other.Count) is > 0 and var smaller ? (double)Shared(other) / smaller : 0;

    /// <summary>The part of this phrase that the other one says too, 0–1.</summary>
    public double CoveredBy(Stems other) => Count == 0 ? 0 : (double)Shared(other) / Count;

    public Stems Without(Stems other) => new([.. sorted.Where(hash => Array.BinarySearch(other.sorted, hash) < 0)]);

    private const int MaxWord = 64;
    private const int MaxStems = 96;

    private static uint[] Distinct(Span<uint> found)
    {
        found.Sort();
        var kept = 0;
        for (var i = 0; i < found.Length; i++)
            if (i == 0 || found[i] != found[i - 1])
                found[kept++] = found[i];
        return found[..kept].ToArray();
    }

    private static bool IsInnerApostrophe(ReadOnlySpan<char> text, int i) => text[i] == '\'' && i + 1 < text.Length && char.IsAsciiLetter(text[i + 1]);

    private static ReadOnlySpan<char> Stem(ReadOnlySpan<char> word, Span<char> buffer)
    {
        word.ToLowerInvariant(buffer);
        ReadOnlySpan<char> stem = buffer[..word.Length];
        if (stem.EndsWith("'s"))
            stem = stem[..^2];
        if (stem.Length <= 3 || stem.ContainsAnyInRange('0', '9'))
            return stem;
        if (stem[^1] == 's' && stem[^2] != 's')
            stem = stem[..^1];
        if (stem.EndsWith("ing") && stem.Length >= 6)
            stem = stem[..^3];
        else if (stem.EndsWith("ed") && stem.Length >= 5)
            stem = stem[..^2];
        else if (stem.Length >= 7 && (stem.EndsWith("tion") || stem.EndsWith("lure") || stem.EndsWith("sure")))
            stem = stem[..^3];
        return stem.Length > 3 && stem[^1] == 'e' ? stem[..^1] : stem;
    }

    // FNV-1a: the same in every process, unlike the framework's string hash.
    private static uint Hash(ReadOnlySpan<char> text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = (hash ^ c) * 16777619u;
        return hash;
    }
}
