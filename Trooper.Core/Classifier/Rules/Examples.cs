using Trooper.Core.Classifier.Reading;

namespace Trooper.Core.Classifier.Rules;

/// <summary>"Give me an example", of the matter in hand or of one named thing.</summary>
internal static class Examples
{
    private static readonly WordSet Company = Courtesy.Words.With("simple quick short good small basic single share another different more");

    public static bool Matches(ReadOnlySpan<string> words)
    {
        words = Courtesy.TrimEnd(words);
        var pivot = words.IndexOf("example");
        if (pivot < 1 || words[..pivot] is ["for"])
            return false;
        return Company.HasAll(words[..pivot]) && words[(pivot + 1)..] switch
        {
            [] => true,
            ["of", .. var term] => Term.Is(term, term is ["a" or "an", ..] ? 2 : 1),
            _ => false,
        };
    }
}
