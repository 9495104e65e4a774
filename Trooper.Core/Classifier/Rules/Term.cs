using Trooper.Core.Classifier.Reading;
using Trooper.Core.Classifier.Vetoes;

namespace Trooper.Core.Classifier.Rules;

/// <summary>
/// A word or short expression that somebody asks about. It is mentioned, not used, so "debugger" and "reasonable" are as good as any; but "it",
/// "our build" and "the trade-offs" point at something that the model would have to know.
/// </summary>
internal static class Term
{
    private static readonly WordSet NamesOfTerms = new("""
        word words term phrase acronym abbreviation idiom expression initialism name concept verb noun adjective symbol
        """);

    private static readonly WordSet QuestionWords = new("what why how who whom where when which whether");

    private static readonly WordSet Relations = new("for in on at with from by to into about between during as is are was were not than without");

    // Small words of other languages: what they stand in is no English term.
    private static readonly WordSet ForeignWords = new("""
        la el los las una uno un por para en y del favor palabra auf im der das und oder mit bitte wort deutsch les des du et mot avec
        pour dans il lo gli della per uma
        """);

    // Where a programmer's words are found: what a word means "in the logs" is asked of the logs.
    private static readonly WordSet Sources = new("""
        repo repository code codebase project app file files docs log logs config database module package branch class function script
        table schema api test tests build ci
        """);

    // "step 3" and "line 42" point at a place.
    private static readonly WordSet Places = new("line step section page option item part point paragraph row column question task phase");

    /// <summary>One plain expression of up to <paramref name="longest"/> words, with or without "the word" or an article before it.</summary>
    public static bool Is(ReadOnlySpan<string> words, int longest)
    {
        if (!TrySkipHead(ref words, longest, out var isNamed))
            return false;
        if (words is [var only])
            return isNamed || IsWord(only);
        return AreWords(words) && !Refers(words) && !Relations.HasAny(words) && !ForeignWords.HasAny(words);
    }

    /// <summary>An expression between fixed words, which may be an idiom and hold any small word but a conjunction: "apple of my eye".</summary>
    public static bool IsIdiom(ReadOnlySpan<string> words, int longest)
    {
        if (!TrySkipHead(ref words, longest, out var isNamed) || !(isNamed || IsWord(words[0])))
            return false;
        return AreWords(words) && !QuestionWords.HasAny(words) && !Refusal.Compound.HasAny(words) && !IsInSource(words) && !IsPlace(words);
    }

    public static bool IsWord(string word) => IsPlain(word) && !Refusal.Context.Has(word) && !QuestionWords.Has(word);

    private static bool IsInSource(ReadOnlySpan<string> words) => words.ContainsAny(["in", "on", "from"]) && Sources.Has(words[^1]);

    private static bool IsPlace(ReadOnlySpan<string> words) => words is [var place, var number] && Places.Has(place) && Numbers.Is(number);

    private static bool AreWords(ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (!IsPlain(word))
                return false;
        return true;
    }

    private static bool IsPlain(string word) => char.IsLetterOrDigit(word[0]) && !word.Contains('/');

    private static bool Refers(ReadOnlySpan<string> words) =>
        Refusal.Context.HasAny(words) || Refusal.Compound.HasAny(words) || QuestionWords.HasAny(words) || words.Contains("the");

    // Leaves the expression itself. "the" before anything but "word", "term" or the like means one that both sides are supposed to know.
    private static bool TrySkipHead(ref ReadOnlySpan<string> words, int longest, out bool isNamed)
    {
        var rest = words is ["the" or "a" or "an", ..] ? words[1..] : words;
        isNamed = rest.Length > 1 && NamesOfTerms.Has(rest[0]);
        if (isNamed)
            words = rest[1..];
        if (words.Length == 0 || words.Length > longest || (words[0] == "the" && !isNamed))
            return false;
        if (words is ["a" or "an", _, ..])
            words = words[1..];
        return true;
    }
}
