using Trooper.Core.Sessions;

namespace Trooper.Silo.Sessions;

/// <summary>A turn that this node began: what it takes to begin it again where the session lost it.</summary>
internal sealed class BegunTurn(TurnOpening opening, int number)
{
    private readonly HashSet<string> told = [];

    public TurnOpening Opening => opening;

    public long Ticket => opening.Ticket;

    /// <summary>Its number in the session, which is another one after the turn was begun again.</summary>
    public int Number { get; set; } = number;

    /// <summary>Notes that a provider was shown what is local-only. The session knows it too, unless it moves.</summary>
    public void Tell(string provider) => told.Add(provider);

    public ContextDemand Name(ContextDemand demand) => demand with { Turn = Number, Ticket = Ticket };

    public TurnOutcome Name(TurnOutcome outcome) => outcome with
    {
        Turn = Number,
        Ticket = Ticket,
        WasTold = outcome.Provider is { } provider && told.Contains(provider),
    };
}
