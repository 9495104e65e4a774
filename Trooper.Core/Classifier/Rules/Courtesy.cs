using Trooper.Core.Classifier.Reading;

namespace Trooper.Core.Classifier.Rules;

/// <summary>Words that ask, greet, thank and hesitate without saying what for. Every rule lets them stand round what it recognises.</summary>
internal static class Courtesy
{
    public static readonly WordSet Words = new("""
        a an the i me you us is are was am be do does did can could would will may might have has what how to of for in there please
        kindly tell know need want like love wish get give find look looking looked up out let see help show say ask asking provide offer
        go ahead just quick quickly exactly actually really simply basically sure not mind wondering wonder curious if trying try figure
        remember forgot forget hear understand telling giving helping showing hey hi hello ok okay so um umm uh uhm hmm well yo sorry
        excuse pardon thanks thank question one thing right now maybe possibly possible able chance alexa siri olly google computer
        assistant dear buddy friend mate man bro dude sir with again appreciate grateful much lol haha btw asap
        """);

    /// <summary>Takes off what may follow a request: thanks, "for me", "if you don't mind", "can you tell me".</summary>
    public static ReadOnlySpan<string> TrimEnd(ReadOnlySpan<string> words)
    {
        while (ClosingLength(words) is > 0 and var length)
            words = words[..^length];
        return words;
    }

    /// <summary>Takes off what may stand before a request that begins with a question word.</summary>
    public static ReadOnlySpan<string> TrimStart(ReadOnlySpan<string> words)
    {
        while (words.Length > 1 && words[0] is not ("what" or "how" or "is" or "the" or "a" or "an") && Words.Has(words[0]))
            words = words[1..];
        return words;
    }

    private static int ClosingLength(ReadOnlySpan<string> words) => words switch
    {
        [.., "please" or "thanks" or "exactly" or "briefly" or "quickly" or "ok" or "okay" or "right" or "is" or "ty" or "lol" or "asap" or "actually"] => 1,
        [.., "if", "you", "do", "not", "mind"] => 5,
        [.., "can" or "could" or "would" or "will", "you", "tell" or "help", "me"] => 4,
        [.., "if", "you", "can" or "could" or "would" or "please" or "will"] => 3,
        [.., "in", "simple" or "plain" or "layman's" or "easy", "terms" or "words" or "english"] => 3,
        [.., "in", "one" or "a", "sentence" or "line" or "word" or "nutshell"] => 3,
        [.., "in", "the", "dictionary"] => 3,
        [.., "for" or "to" or "with", "me"] => 2,
        [.., "thank", "you"] => 2,
        [.., "can" or "could" or "would" or "will", "you"] => 2,
        [.., "real", "quick"] => 2,
        _ => 0,
    };
}
