using Trooper.Core.Classifier.Reading;

namespace Trooper.Core.Classifier.Rules;

/// <summary>"Say that again": the last answer once more, as it was.</summary>
internal static class Repetition
{
    private static readonly WordSet Company = Courtesy.Words.With("""
        repeat repeated repeating replay restate reiterate that it this you your said saying says last previous latest prior recent most
        message answer response reply sentence statement part bit words time times once more back had were did hear heard catch caught
        miss missed understand quite over come by run from yourself speak read say tell sound loud louder slower slowly clearly spoken my
        and but all before earlier
        """);

    private static readonly WordSet Replies = new("answer response reply message sentence statement line");

    private static readonly WordSet Repeats = new("repeat repeated repeating replay restate reiterate");

    private static readonly WordSet Sayings = new("say said saying tell hear heard speak");

    public static bool Matches(ReadOnlySpan<string> words)
    {
        words = Courtesy.TrimEnd(words);
        if (!Company.HasAll(words) || words.Contains("how"))
            return false;
        return AsksToRepeat(words) || SaysAgain(words) || AsksWhatWasSaid(words) || WasNotHeard(words);
    }

    private static bool AsksToRepeat(ReadOnlySpan<string> words) => Repeats.HasAny(words) && words is not ["thanks" or "thank", ..];

    private static bool SaysAgain(ReadOnlySpan<string> words) =>
        IsOnceMore(words) && (Sayings.HasAny(words) || words is ["come", "again"] || IsRunBy(words) || words.IndexOf(["what", "was", "that"]) >= 0);

    private static bool IsOnceMore(ReadOnlySpan<string> words) => words.Contains("again") || words is [.., "once", "more"] or [.., "more", "time"];

    // "run that by me again"
    private static bool IsRunBy(ReadOnlySpan<string> words) => words.ContainsAny("run", "go") && words.ContainsAny("by", "past") && words.Contains("me");

    // A question about it, not a remark on it: "that is what you said" asks nothing.
    private static bool AsksWhatWasSaid(ReadOnlySpan<string> words)
    {
        if (words is ["that" or "it" or "this" or "but" or "and", ..])
            return false;
        return words is [.., "what", "did", "you", "say"] or [.., "what", "did", "you", "just", "say"] or [.., "what", "was", "that"]
            || (words.Contains("what") && NamesWhatWasSaid(words))
            || (Courtesy.TrimStart(words) is ["what", "was" or "is", "your", .. var reply] && reply.Length is 1 or 2 && Replies.Has(reply[^1]));
    }

    private static bool NamesWhatWasSaid(ReadOnlySpan<string> words) =>
        words.IndexOf(["you", "said"]) >= 0 || words.IndexOf(["you", "just", "said"]) >= 0 || words is [.., "you", "were", "saying"];

    private static bool WasNotHeard(ReadOnlySpan<string> words) =>
        words.ContainsAny(["hear", "catch", "heard", "caught"]) && words.Contains("not") && words.ContainsAny(["that", "you", "it"]);
}
