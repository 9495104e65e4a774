using Trooper.Core.Classifier.Reading;

namespace Trooper.Core.Classifier.Rules;

/// <summary>Another form of a word, or a word beside it: its plural, its past tense, its synonym.</summary>
internal static class WordForms
{
    private static readonly WordSet Forms = new("""
        plural singular synonym synonyms antonym antonyms opposite homophone homonym participle comparative superlative tense gerund
        contraction adverb adjective conjugation
        """);

    private static readonly WordSet Company = Courtesy.Words.With("""
        past present future perfect simple continuous form forms correct another different word good common noun verb some
        """);

    private static readonly WordSet BodyCompany = Company.With("""
        make change turn put into sentence this these following given plural singular synonym antonym opposite past tense comparative
        superlative
        """);

    public static bool Matches(Prompt prompt) => IsOf(Courtesy.TrimEnd(prompt.Words)) || IsPartOfSpeech(prompt.Words) || IsOfBody(prompt);

    private static bool IsOf(ReadOnlySpan<string> words)
    {
        if (words is [.., "another" or "different", "word", "for", var meant])
            return Term.IsWord(meant) && Company.HasAll(words[..^1]);
        var pivot = Forms.IndexIn(words);
        if (pivot < 0 || !Company.HasAll(words[..pivot]))
            return false;
        var rest = words[(pivot + 1)..];
        if (rest is ["form" or "forms", ..])
            rest = rest[1..];
        return rest is ["of" or "for" or "to", .. var term] && Term.Is(term, 2);
    }

    private static bool IsPartOfSpeech(ReadOnlySpan<string> words) => words is ["what", "part", "of", "speech", "is", .. var term] && Term.Is(term, 1);

    // "Give the antonym of the given word. / Word: happy"
    private static bool IsOfBody(Prompt prompt) => Forms.HasAny(prompt.Instruction) && BodyCompany.HasAll(prompt.Instruction) && prompt.Body.Length > 0;
}
