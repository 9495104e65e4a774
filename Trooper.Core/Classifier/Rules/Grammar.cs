using Trooper.Core.Classifier.Reading;

namespace Trooper.Core.Classifier.Rules;

/// <summary>Putting the grammar, spelling or punctuation of a sentence right.</summary>
internal static class Grammar
{
    private static readonly WordSet Matters = new("""
        grammar grammatical grammatically spelling punctuation capitalization typo typos misspelling misspellings misspelled spell spelled
        spelt proofread punctuate tense
        """);

    private static readonly WordSet Pieces = new("sentence sentences phrase text line words word paragraph writing english");

    private static readonly WordSet Company = Courtesy.Words.With("""
        fix correct corrected check edit repair improve rewrite proofread error errors mistake mistakes issue issues in this that these my
        following given below any all and if it so properly proper has add put on
        """);

    private static readonly WordSet Verbs = new("fix correct check edit proofread punctuate rewrite improve");

    public static bool Matches(Prompt prompt)
    {
        var instruction = Courtesy.TrimEnd(prompt.Instruction);
        if (instruction.Length == 0 || !IsAllGrammar(instruction))
            return false;
        if (prompt.Body.Length > 0)
            return Matters.HasAny(instruction) || (Pieces.HasAny(instruction) && Verbs.HasAny(instruction));
        // Without the text itself, only a sentence can be meant: the typos to fix are in files.
        return Matters.HasAny(instruction)
            && Verbs.HasAny(instruction)
            && instruction is [.., "this" or "following" or "my" or "the", "sentence" or "phrase" or "paragraph"];
    }

    private static bool IsAllGrammar(ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (!Matters.Has(word) && !Pieces.Has(word) && !Company.Has(word))
                return false;
        return true;
    }
}
