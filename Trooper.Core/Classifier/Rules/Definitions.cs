using System.Text;
using Trooper.Core.Classifier.Reading;
using Trooper.Core.Classifier.Vetoes;

namespace Trooper.Core.Classifier.Rules;

/// <summary>What a word or expression means.</summary>
internal static class Definitions
{
    private const int LongestIdiom = 6;

    private static readonly WordSet Company = Courtesy.Words.With("""
        dictionary exact proper literal correct basic simple short brief formal complete accurate english full textbook webster's oxford
        actual true technical official word term phrase meaning search
        """);

    // To "define" one of these is to make one.
    private static readonly WordSet WorkProducts = new("""
        schema strategy function method class struct interface type variable constant enum model table endpoint route api config module
        test tests plan roadmap process goals goal objectives metrics criteria scope requirements milestones success kpis rules tasks
        roles policy workflow architecture budget deliverables
        """);

    // "the definition of done is missing" is a remark.
    private static readonly WordSet Verbs = new("is are was were has have had needs should must changed");

    private static readonly WordSet BodyCompany = Courtesy.Words.With("definition define meaning mean means word following term given below this");

    // Read once as it stands, since courtesy may be what is asked about: "define thanks".
    public static bool Matches(Prompt prompt) => Asks(Courtesy.TrimEnd(prompt.Words)) || Asks(prompt.Words) || IsWithBody(prompt);

    private static bool Asks(ReadOnlySpan<string> words) =>
        IsDefine(words) || IsDefined(words) || IsDefinitionOf(words) || IsMeans(words) || IsBareHeading(words) || Naming.IsWhatIs(words);

    private static bool IsDefine(ReadOnlySpan<string> words)
    {
        var pivot = words.IndexOfAny("define", "defining");
        if (pivot < 0 || !Company.HasAll(words[..pivot]) || words[..pivot] is [.., "how", "to"] or [.., "how", "do" or "can" or "could", "i"])
            return false;
        var term = words[(pivot + 1)..];
        if (term is ["me", ..])
            term = term[1..];
        return Term.Is(term, 3) && (term.Length == 1 || !WorkProducts.HasAny(term)) && IsAscii(term);
    }

    // "define" is a Spanish verb too, so that an accent after it may be Spanish.
    private static bool IsAscii(ReadOnlySpan<string> term)
    {
        foreach (var word in term)
            if (!Ascii.IsValid(word))
                return false;
        return true;
    }

    // "how is T defined"
    private static bool IsDefined(ReadOnlySpan<string> words) => Courtesy.TrimStart(words) is ["how", "is", .. var term, "defined"] && Term.Is(term, 2);

    private static bool IsDefinitionOf(ReadOnlySpan<string> words)
    {
        var pivot = words.IndexOfAny("definition", "meaning", "meant");
        if (pivot < 0 || pivot + 2 >= words.Length || words[pivot + 1] is not ("of" or "for" or "behind" or "by") || !Company.HasAll(words[..pivot]))
            return false;
        var term = words[(pivot + 2)..];
        // The meaning of life is another kind of question.
        return Term.IsIdiom(term, LongestIdiom) && !Verbs.HasAny(term[1..]) && !(words[pivot] == "meaning" && term is ["life" or "existence" or "everything"]);
    }

    // "what does T mean", "what T means", "T means what".
    private static bool IsMeans(ReadOnlySpan<string> words)
    {
        if (words.Length < 3 || words[^1] is not ("mean" or "means" or "signify" or "meaning"))
            return words is [.. var named, "means", "what"] && Term.IsIdiom(named, 2);
        var what = words.IndexOf("what");
        if (what < 0 || !Courtesy.Words.HasAll(words[..what]))
            return false;
        var term = words[(what + 1)..^1];
        if (term is ["does" or "do" or "did" or "is" or "are" or "would" or "the", _, ..])
            term = term[1..];
        return Term.IsIdiom(term, LongestIdiom) && !Refusal.Context.Has(term[0]);
    }

    private static bool IsBareHeading(ReadOnlySpan<string> words)
    {
        words = Courtesy.TrimStart(words);
        return words switch
        {
            [.. var term, "definition" or "meaning"] => Term.Is(term is ["what", "is", ..] ? term[2..] : term, 2) && term is not ["the" or "a" or "an", ..],
            ["definition" or "meaning", .. var term] => Term.Is(term, 1),
            _ => false,
        };
    }

    // "Give the definition of this word. / Word: scarce"
    private static bool IsWithBody(Prompt prompt) =>
        prompt.Instruction.ContainsAny(["definition", "define", "meaning", "mean", "means"])
        && BodyCompany.HasAll(prompt.Instruction)
        && Term.Is(prompt.Body, 2);
}
