using Trooper.Core.Classifier.Reading;
using Trooper.Core.Classifier.Vetoes;

namespace Trooper.Core.Classifier.Rules;

/// <summary>"Remind me what we said", "what have we covered": the conversation itself, looked back on without judging it.</summary>
internal static class Recollection
{
    private const int LongestTopic = 3;

    private static readonly WordSet Spoken = new("""
        said say discussed discuss covered cover talked talk mentioned mention agreed agree decided decide told tell asked ask
        """);

    private static readonly WordSet Speakers = new("we you i");

    private static readonly WordSet Company = Courtesy.Words.With("""
        so far earlier before already until up now previously last time today yesterday just about over on through here in this chat
        conversation
        """);

    public static bool Matches(ReadOnlySpan<string> words)
    {
        words = Courtesy.TrimStart(Courtesy.TrimEnd(words));
        return words switch
        {
            ["remind", "me", "of" or "about" or "again", "what", .. var rest] => IsSpeech(rest),
            ["remind", "me", "what", "was", .. var rest] => rest is ["said" or "discussed" or "covered"],
            ["remind", "me", "what", .. var rest] => IsSpeech(rest),
            ["what", "were", "we" or "you", "talking" or "discussing" or "saying", .. var rest] => Company.HasAll(rest),
            ["what", "have", "we", "been", "talking" or "discussing", .. var rest] => Company.HasAll(rest),
            ["what", "have" or "did" or "had", .. var rest] => IsSpeech(rest),
            ["what", "things" or "topics", "have" or "did", .. var rest] => IsSpeech(rest),
            ["what", .. var rest] => IsSpeech(rest),
            _ => false,
        };
    }

    // "we said", "we talked about so far", "you said about the budget"
    private static bool IsSpeech(ReadOnlySpan<string> words)
    {
        if (words is not [var speaker, .. var rest] || !Speakers.Has(speaker))
            return false;
        if (rest is ["just" or "have" or "had" or "already", ..])
            rest = rest[1..];
        if (rest is not [var verb, .. var about] || !Spoken.Has(verb))
            return false;
        if (about is ["me" or "you", ..])
            about = about[1..];
        return Company.HasAll(about) || (about is ["about" or "on", .. var topic] && IsTopic(topic));
    }

    private static bool IsTopic(ReadOnlySpan<string> topic)
    {
        if (topic is ["the", ..])
            topic = topic[1..];
        return topic.Length is > 0 and <= LongestTopic && !Refusal.Compound.HasAny(topic) && !Refusal.Reasoning.HasAny(topic) && !Refusal.Context.HasAny(topic);
    }
}
