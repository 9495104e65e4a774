using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Reads the problems that a user reports, and those that a request names: to fix, remove or address something is to have it open.</summary>
internal static class UserProblems
{
    private const int MostRead = 14;

    private static readonly string[] Repairs = ["fix", "remove", "resolve", "debug", "solve", "address", "repair", "investigate"];

    public static IEnumerable<string> Read(MessageReading message)
    {
        var clauses = message.Clauses;
        for (var i = 0; i < Math.Min(MostRead, clauses.Count); i++)
        {
            var clause = clauses[i];
            var signal = LoopSignals.Read(clause, fromAssistant: false);
            if (signal is LoopSignal.Trouble)
                yield return Stems.Of(clause.Phrase).Count < 4 && i + 1 < clauses.Count ? PhraseText.Shorten($"{clause.Phrase}: {clauses[i + 1].Phrase}") : clause.Phrase;
        }
        if (RequestReader.Read(message) is { Strength: 3 } request && (Repairs.Any(verb => request.Text.StartsWith(verb, StringComparison.OrdinalIgnoreCase)) || HasProblem(request.Text)))
            yield return request.Text;
    }

    private static bool HasProblem(string request) => WordReader.Read(request).Any(word => word.Is(Sense.TroubleNoun));
}
