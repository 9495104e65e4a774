using System.Text;

namespace Trooper.Bench.Quality;

/// <summary>
/// The words of a phrase that carry its meaning, as a set: lower case, runs of letters and digits, no stop words, common endings taken off.
/// Compatibility forms such as ½ and ™ are not unfolded, which the culture-invariant runtime can't do.
/// </summary>
internal static class ContentTokens
{
    private const int MostTokens = 30;
    private const int LeastShared = 2;

    private static readonly HashSet<string> StopWords = [.. (
        "a an the and or but of to in on at by for from with without as is are was were be been being it its this that these those "
        + "i we you he she they my our your their me us have has had do does did not no so then now here there all both into via").Split(' ')];

    public static HashSet<string> Of(string text)
    {
        var tokens = new HashSet<string>();
        var token = new StringBuilder();
        foreach (var c in text.ToLowerInvariant().Append(' '))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                token.Append(c);
                continue;
            }
            if (token.Length > 0 && token.ToString() is var word && !StopWords.Contains(word))
                tokens.Add(Stem(word));
            token.Clear();
        }
        return tokens;
    }

    /// <summary>
    /// Shared tokens over the smaller set. Nothing when fewer than two are shared (one, where the label has only one), or when the prediction is a
    /// whole paragraph.
    /// </summary>
    public static double Overlap(string prediction, string label)
    {
        var (predicted, labelled) = (Of(prediction), Of(label));
        if (predicted.Count == 0 || labelled.Count == 0 || predicted.Count > MostTokens)
            return 0;
        var shared = predicted.Count(labelled.Contains);
        return shared < Math.Min(LeastShared, labelled.Count) ? 0 : (double)shared / Math.Min(predicted.Count, labelled.Count);
    }

    public static double Dice(string prediction, string label)
    {
        var (predicted, labelled) = (Of(prediction), Of(label));
        return predicted.Count == 0 || labelled.Count == 0 ? 0 : 2.0 * predicted.Count(labelled.Contains) / (predicted.Count + labelled.Count);
    }

    private static string Stem(string word)
    {
        if (word.Length <= 3 || !word.All(char.IsAsciiLetter))
            return word;
        if (word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal))
            word = word[..^1];
        if (word.EndsWith("ing", StringComparison.Ordinal) && word.Length >= 6)
            word = word[..^3];
        else if (word.EndsWith("ed", StringComparison.Ordinal) && word.Length >= 5)
            word = word[..^2];
        return word.EndsWith('e') && word.Length > 3 ? word[..^1] : word;
    }
}
