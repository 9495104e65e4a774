using Trooper.Core.Classifier.Reading;

namespace Trooper.Core.Classifier.Vetoes;

/// <summary>"Don't define it" and "not a definition" ask for something else. Not knowing, not hearing and not minding negate nothing that is asked.</summary>
internal static class Negation
{
    private static readonly WordSet Negations = new("not never without instead except besides");

    private static readonly WordSet Harmless = new("know sure certain mind remember recall hear catch get understand see quite really");

    public static bool IsIn(ReadOnlySpan<string> words)
    {
        for (var i = 0; i + 1 < words.Length; i++)
            if (Negations.Has(words[i]) && !Harmless.Has(words[i + 1]))
                return true;
        return false;
    }
}
