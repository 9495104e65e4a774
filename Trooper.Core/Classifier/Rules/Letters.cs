namespace Trooper.Core.Classifier.Rules;

/// <summary>Letters that are spoken of: "e", "es", "e's", or a doubled one such as "ss".</summary>
internal static class Letters
{
    public static bool IsLetter(string word) =>
        char.IsAsciiLetter(word[0]) && word switch
        {
            "a" or "i" or "is" or "as" or "us" => false,
            [_] or [_, 's'] or [_, '\'', 's'] => true,
            [var first, var second] => first == second,
            _ => false,
        };
}
