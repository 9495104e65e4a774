using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Reads a user's answer to what the assistant offered as what it settles.</summary>
internal static class Answers
{
    private const int Most = 3;

    /// <summary>An answer of fewer content words than this is only understood with the question.</summary>
    private const int LeastAlone = 3;

    private static readonly string[] Politeness =
        ["yes", "yeah", "yep", "no", "nope", "ok", "okay", "sure", "great", "good", "fine", "perfect", "alright", "right", "please", "thanks", "thank", "you", "and", "then", "well", "hm", "just", "go", "ahead", "do", "it", "that", "so", "but", "sounds", "with", "let's", "lets"];

    /// <summary>So begins what tells the assistant a fact or brings up something else.</summary>
    private static readonly string[] Facts = ["my", "however", "order", "it's", "there", "here", "also"];

    public static IReadOnlyList<string> Read(MessageReading message, Offer offer)
    {
        var found = new List<string>();
        foreach (var clause in message.Clauses.Where(clause => !clause.IsQuestion && clause.Form is Form.Sentence or Form.Item))
        {
            if (found.Count == Most || LoopSignals.Read(clause, fromAssistant: false) is LoopSignal.Trouble)
                break;
            found.AddRange(Settled(clause, offer));
        }
        return found;
    }

    private static IEnumerable<string> Settled(Clause clause, Offer offer)
    {
        if (clause.IsSubordinate || clause.WordIsAny(0, Facts) || (clause.WordIs(0, "i") && clause.WordIsAny(1, "need", "want", "don't", "have", "am", "got", "understand", "see")) || (clause.WordIs(0, "i'll") && clause.WordIsAny(1, "try", "check", "look")))
            return [];
        var first = 0;
        while (first < clause.Words.Length && clause.WordIsAny(first, Politeness))
            first++;
        if (first == clause.Words.Length)
            return offer.IsAdvice && IsAgreed(clause) ? [offer.Text] : [];
        var segments = Segment.Of(clause).Where(segment => segment.First >= first && !segment.IsContrast(clause)).ToList();
        if (segments.Count > 1 && segments.TrueForAll(segment => Stems.Of(segment.Phrase(clause)).Count > 1))
            return segments.Select(segment => segment.Phrase(clause));
        var said = clause.PhraseFrom(first);
        return [Stems.Of(said).Count < LeastAlone ? PhraseText.Shorten($"{said} ({offer.Text})") : said];
    }

    private static bool IsAgreed(Clause clause) => clause.WordIsAny(0, "yes", "yeah", "yep", "ok", "okay", "sure", "please", "go", "do", "sounds", "great", "perfect", "alright");
}
