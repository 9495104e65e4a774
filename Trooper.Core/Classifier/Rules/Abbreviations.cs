using Trooper.Core.Classifier.Reading;

namespace Trooper.Core.Classifier.Rules;

/// <summary>What an abbreviation stands for, and how something is abbreviated.</summary>
internal static class Abbreviations
{
    private static readonly WordSet Company = Courtesy.Words.With("common standard official correct usual proper full short long expanded");

    /// <summary>"Abbreviate kilometers"; what is longer says something else of an abbreviation.</summary>
    private const int LongestBare = 2;

    public static bool Matches(ReadOnlySpan<string> words)
    {
        words = Courtesy.TrimEnd(words);
        return IsStandsFor(words) || IsAbbreviationOf(words);
    }

    private static bool IsStandsFor(ReadOnlySpan<string> words)
    {
        if (words is [.. var named, "stands", "for", "what"])
            return Term.IsIdiom(named, 2);
        var what = words.IndexOf("what");
        if (what < 0 || !Courtesy.Words.HasAll(words[..what]))
            return false;
        return words[(what + 1)..] switch
        {
            ["does" or "do" or "did", .. var term, "stand", "for"] => Term.IsIdiom(term, 4),
            [.. var term, "stands" or "stand", "for"] => Term.IsIdiom(term, 4),
            ["is", .. var term, "short", "for"] => Term.IsIdiom(term, 2),
            ["is", .. var term, "an", "abbreviation" or "acronym", "for" or "of"] => Term.IsIdiom(term, 2),
            _ => false,
        };
    }

    private static bool IsAbbreviationOf(ReadOnlySpan<string> words)
    {
        var pivot = words.IndexOfAny(["abbreviation", "acronym", "abbreviate", "initialism", "shorthand", "form"]);
        if (pivot < 0 || (words[pivot] == "form" && words[..pivot] is not [.., "full" or "long" or "short" or "expanded"]))
            return false;
        var term = words[(pivot + 1)..];
        if (term is ["of" or "for", ..])
            term = term[1..];
        else if (term.Length > LongestBare)
            return false;
        return Company.HasAll(words[..pivot]) && Term.IsIdiom(term, 5);
    }
}
