using Trooper.Core.Classifier.Reading;
using Trooper.Core.Classifier.Vetoes;

namespace Trooper.Core.Classifier.Rules;

/// <summary>"What is a fjord": a definition asked for by nothing but the name, and so the most careful of the rules.</summary>
internal static class Naming
{
    // Adjectives and adverbs that make "what is ..." a question about the matter in hand.
    private static readonly WordSet States = new("""
        up new wrong good better best bad great nice left missing broken failing blocking running pending planned possible needed required
        expected changed done healthy easy typical common average normal reasonable decent similar different alternative recipe joke fact
        options choices steps results benefits capital population age height weight size distance cost costs fee fees address phone number
        name location worth value total limit birthday off on out in down over there here cooking called named next first second final
        favorite favourite popular top cheap cheapest nearest closest safe free interesting special important allowed recommended hot cool
        funny fun enough ready stuck like about going doing saying working thinking taking making waiting
        """);

    private static readonly WordSet Company = Courtesy.Words.With("describe");

    private static readonly WordSet Stresses = new("exactly actually basically precisely");

    public static bool IsWhatIs(ReadOnlySpan<string> words)
    {
        var what = words.IndexOf("what");
        if (what < 0 || !Company.HasAll(words[..what]))
            return false;
        return words[(what + 1)..] switch
        {
            ["the", "heck" or "hell", .. var rest] => IsName(rest),
            ["in" or "on", "the", "world", .. var rest] => IsName(rest),
            ["on", "earth", .. var rest] => IsName(rest),
            var rest => IsName(rest) || (what > 0 && words[^1] is "is" or "are" && IsThing(rest[..^1])),
        };
    }

    private static bool IsName(ReadOnlySpan<string> words)
    {
        words = SkipStress(words);
        return words is ["is" or "are" or "was", .. var name] && IsThing(SkipStress(name));
    }

    private static ReadOnlySpan<string> SkipStress(ReadOnlySpan<string> words) => words is [var first, _, ..] && Stresses.Has(first) ? words[1..] : words;

    private static bool IsThing(ReadOnlySpan<string> name)
    {
        var longest = name is ["a" or "an", ..] ? 3 : 2;
        if (name.Length == 0 || name.Length > longest || name is ["the", ..] || !Term.Is(name, longest))
            return false;
        // A possessive asks for a fact about its owner.
        if (name.Length > 1 && name[^2].EndsWith("'s", StringComparison.Ordinal))
            return false;
        return !States.HasAny(name) && !Refusal.LiveData.HasAny(name) && !Refusal.Reasoning.HasAny(name) && !Numbers.Is(name[^1]);
    }
}
