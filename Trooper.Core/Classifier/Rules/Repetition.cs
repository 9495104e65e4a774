using Trooper.Core.Classifier.Reading;

namespace Trooper.Core.Classifier.Rules;

/// <summary>"Say that again": the last answer once more, as it was.</summary>
internal static class Repetition
{
    private static readonly WordSet Company = Courtesy.Words.With(
        "repeat repeated repeating replay restate reiterate that it this you your said saying says last previous latest prior recent most message answer response reply",
        "sentence statement part bit words time times once more back had were did hear heard catch caught miss missed understand quite over come by run from",
        "yourself speak read say tell sound loud louder slower slowly clearly spoken my and but were again mind line what who");

    private static readonly WordSet Repeats = new("repeat repeated repeating replay restate reiterate");

    private static readonly WordSet Sayings = new("say said saying tell hear heard speak");

    public static bool Matches(ReadOnlySpan<string> words)
    {
        words = Courtesy.TrimEnd(words);
        foreach (var word in words)
            if (!Company.Has(word))
                return false;
        if (words.Contains("how"))
            return false;
        return AsksToRepeat(words) || SaysAgain(words) || AsksWhatWasSaid(words) || WasNotHeard(words);
    }

    private static bool AsksToRepeat(ReadOnlySpan<string> words) => Repeats.HasAny(words) && words is not ["thanks" or "thank", ..];

    private static bool SaysAgain(ReadOnlySpan<string> words) =>
        words is [.., "run", "that", "by", "me", "again"] or [.., "come" or "say", "again"] or [.., "what", "was", "that", "again"]
        || (Sayings.HasAny(words) && words.Length > 2 && (words.Contains("again") || words is [.., "once" or "time", "more" or "please"] or [.., "more", "time"]));

    // A question about it, not a remark on it: "that is what you said" asks nothing.
    private static bool AsksWhatWasSaid(ReadOnlySpan<string> words) =>
        words is not ["that" or "it" or "this" or "but" or "and", ..]
        && (words is [.., "what", "did", "you", "say"] or [.., "what", "did", "you", "just", "say"] or [.., "what", "was", "that"]
            or [.., "what", "was" or "is", "your", "last" or "previous" or "latest", "answer" or "response" or "reply" or "message" or "sentence" or "statement"]
            || (words.Contains("what") && words is [.., "you", "said"] or [.., "you", "just", "said"] or [.., "you", "were", "saying"]));

    private static bool WasNotHeard(ReadOnlySpan<string> words) =>
        words.ContainsAny(["hear", "catch", "heard", "caught"]) && words.Contains("not") && words.ContainsAny(["that", "you", "it"]);
}
