using Trooper.Core.Classifier.Reading;
using Trooper.Core.Classifier.Vetoes;

namespace Trooper.Core.Classifier.Rules;

/// <summary>Setting text that is in the prompt in another form: upper case, bullet points, alphabetical order, fewer words.</summary>
internal static class Formatting
{
    private static readonly WordSet Forms = new("""
        uppercase lowercase capitalize capitalise capitalized capitals caps case bullet bullets bulleted numbered numbering alphabetical
        alphabetically alphabetize sort sorted ascending descending ascendingly descendingly numerically reverse reversed backwards
        shorter shorten concise professional formal polite casual smallest largest biggest lowest highest longest shortest oldest newest
        spaces space duplicates format table csv comma-separated commas bold italic italics quotes hyphens title-case sentence-case
        """);

    private static readonly WordSet Company = Courtesy.Words.With("""
        make turn put convert change rewrite rephrase format write arrange order reorder list reverse remove delete strip join separate
        wrap enclose surround set number sound into as from this these those following given below text sentence sentences phrase words
        word numbers items item names name line paragraph it more less all letters letter upper lower title point points and by extra
        style each on its their every first message note string date iso yyyy-mm-dd dd/mm/yyyy mm/dd/yyyy dd-mm-yyyy
        """);

    private static readonly WordSet SortVerbs = new("put sort arrange order list alphabetize");

    // Fewer words name a list that is elsewhere: "sort user names alphabetically".
    private const int ShortestInline = 3;
    private const int LongestInline = 10;

    public static bool Matches(Prompt prompt) => IsOnBody(prompt) || IsInline(Courtesy.TrimStart(Courtesy.TrimEnd(prompt.Words)));

    private static bool IsOnBody(Prompt prompt)
    {
        if (prompt.Body.Length == 0 || prompt.Instruction.Length < 2 || !Forms.HasAny(prompt.Instruction))
            return false;
        foreach (var word in prompt.Instruction)
            if (!Company.Has(word) && !Forms.Has(word) && !Numbers.Is(word))
                return false;
        return true;
    }

    // "sort pear, apple and fig alphabetically"
    private static bool IsInline(ReadOnlySpan<string> words) => words switch
    {
        ["alphabetize" or "alphabetise", .. var text] => IsText(text),
        [var verb, .. var list, "in" or "into", "alphabetical" or "ascending" or "descending" or "numerical", "order"] when SortVerbs.Has(verb) => IsText(list),
        [var verb, .. var list, "alphabetically" or "numerically"] when SortVerbs.Has(verb) => IsText(list),
        ["sort", .. var numbers] => numbers.Length > 1 && Numbers.Count(numbers) == numbers.Length,
        _ => false,
    };

    private static bool IsText(ReadOnlySpan<string> words) =>
        words.Length is >= ShortestInline and <= LongestInline && !words.Contains("the") && !Refusal.Context.HasAny(words) && !Refusal.Reasoning.HasAny(words);
}
