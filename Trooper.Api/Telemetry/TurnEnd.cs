using Trooper.Api.Providers;
using Trooper.Api.Turns;
using Trooper.Core.Sessions;

namespace Trooper.Api.Telemetry;

/// <summary>A turn that is over, as its log line, its metrics and its span tell it.</summary>
internal sealed class TurnEnd
{
    /// <summary>The words for how a turn ends: answered; the client hung up; a provider's error was shown to the client; nobody could go on with what
    /// had begun; nobody answered; a fault here.</summary>
    public const string Ok = "ok", ClientGone = "client_gone", Error = "error", Broken = "broken", Failed = "failed", Abandoned = "abandoned";

    private const string None = "none";

    /// <param name="answer">Null when the turn was abandoned.</param>
    public TurnEnd(TurnRequest turn, TurnTrail trail, Answer? answer)
    {
        (Turn, Attempts, Outcome) = (turn, trail.Attempts, trail.Outcome);
        Word = answer?.End switch
        {
            null => Abandoned,
            AttemptEnd.Answered => Ok,
            AttemptEnd.ClientGone => ClientGone,
            AttemptEnd.Surfaced => Error,
            _ => Outcome?.Answer is null ? Failed : Broken,
        };
        var last = Outcome?.Provider ?? (Attempts is [.., var asked] ? asked.Provider : null);
        Provider = turn.Chain.FirstOrDefault(provider => provider.Name == last);
        Triggers = trail.Triggers;
        FirstTrigger = Attempts.FirstOrDefault(attempt => attempt.Outcome is not (Attempt.Ok or ClientGone))?.Outcome ?? None;
        FirstWord = trail.Times.ToFirstWord;
        Overhead = trail.Times.Overhead;
        Took = trail.Times.SoFar;
        Saved = Math.Max(0, trail.TokensSaved - turn.Opened.TokensSaved);
    }

    public TurnRequest Turn { get; }

    public IReadOnlyList<Attempt> Attempts { get; }

    /// <summary>What the session was told; null when it could not be.</summary>
    public TurnOutcome? Outcome { get; }

    public string Word { get; }

    public bool IsAnswered => Word == Ok;

    /// <summary>The provider that answered, or was asked last.</summary>
    public Provider? Provider { get; }

    public string ProviderName => Provider?.Name ?? None;

    /// <summary>Why providers were left, in order; empty when none was.</summary>
    public string Triggers { get; }

    public string FirstTrigger { get; }

    /// <summary>How often a turn went on at another provider.</summary>
    public int Fallbacks => Math.Max(0, Attempts.Count - 1);

    public TimeSpan? FirstWord { get; }

    public TimeSpan? Overhead { get; }

    public TimeSpan Took { get; }

    public long Saved { get; }
}
