using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Reads the problems that a user reports, and those that a request names: to fix, remove or address something is to have it open.</summary>
internal static class UserProblems
{
    private const int MostRead = 14;

    /// <summary>Of fewer words than these, a request that ends in a pronoun doesn't say what it is about.</summary>
    private const int LeastNaming = 4;

    private static readonly string[] Repairs = ["fix", "remove", "resolve", "debug", "address", "repair", "investigate"];

    /// <summary>To write about a problem is not to have it.</summary>
    private static readonly string[] Writings = ["summar", "write", "document", "explain", "list", "review", "draft", "describe", "translate", "report", "show", "count"];

    public static IEnumerable<string> Read(MessageReading message)
    {
        var clauses = message.Clauses;
        if (UserReply.Dismisses(message))
            yield break;
        var request = message.Request;
        var stated = ProblemReport.Find(message);
        if (stated is null && request is { Strength: Strength.Clear } && request.Text.Contains(": ", StringComparison.Ordinal) && IsRepair(request.Text, clauses))
            yield return request.Text;
        for (var i = 0; i < Math.Min(MostRead, clauses.Count); i++)
        {
            var clause = clauses[i];
            if (clause.IsLeadIn && NamesProblem(clause) && clauses.Skip(i).FirstOrDefault(other => other.Sentence != clause.Sentence) is { } quoted)
                yield return PhraseText.Shorten($"{clause.TextOf(clause.Words[clause.IndexOf(Sense.TroubleNoun)])}: {quoted.Phrase}");
            if (message.SignalOf(clause) is LoopSignal.Trouble && (!clause.HasPronounSubject || clause.Contains("even when ")))
                yield return Stems.Of(clause.Phrase).Count < 4 && i + 1 < clauses.Count && IsMore(clause, clauses[i + 1]) ? PhraseText.Shorten($"{clause.Phrase}: {clauses[i + 1].Phrase}") : clause.Phrase;
        }
        if (Aftermath.Find(message) is { } aftermath)
            yield return aftermath;
        if (stated is not null)
            yield return stated.Phrase;
        if (request is { Strength: Strength.Clear } && IsRepair(request.Text, clauses))
            yield return request.Text;
    }

    /// <summary>To remove this or that is to be rid of a nuisance; to remove unused things is housekeeping.</summary>
    private static bool IsRepairVerb(string request) =>
        Repairs.Any(verb => request.StartsWith(verb, StringComparison.OrdinalIgnoreCase)) && (!request.StartsWith("remove", StringComparison.OrdinalIgnoreCase) || request[6..].StartsWith(" th", StringComparison.OrdinalIgnoreCase));

    /// <summary>What follows a short complaint says more of it, unless it asks for something.</summary>
    private static bool IsMore(Clause complaint, Clause next) => next.Sentence == complaint.Sentence || (!next.IsQuestion && WishVerb.Find(next) < 0);

    private static bool IsRepair(string request, IReadOnlyList<Clause> clauses) =>
        Stems.Of(request).Count > 1 && !Writings.Any(verb => request.StartsWith(verb, StringComparison.OrdinalIgnoreCase)) && !(Stems.Of(request).Count < LeastNaming && (request.EndsWith(" them", StringComparison.OrdinalIgnoreCase) || request.EndsWith(" it", StringComparison.OrdinalIgnoreCase)))
        && (IsRepairVerb(request) || clauses.Take(3).Any(NamesProblem));

    /// <summary>"Bug template", "error budget": the noun only says of which kind the next one is.</summary>
    private static bool IsCompound(Clause clause, int i) =>
        i + 1 < clause.Words.Length && clause.Words[i + 1].Start == clause.Words[i].End + 1 && !clause.Words[i + 1].Is(Sense.Stop | Sense.Auxiliary | Sense.Preposition | Sense.Condition | Sense.Negation);

    private static bool NamesProblem(Clause clause)
    {
        for (var i = 0; i < clause.Words.Length; i++)
            if (clause.Words[i].Is(Sense.TroubleNoun) && !IsCompound(clause, i))
                return true;
        return false;
    }
}
