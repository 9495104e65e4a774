using Trooper.Core.Conversations;
using Trooper.Core.Sessions;

namespace Trooper.Api.Pages.Chat;

/// <summary>Finds where a conversation changed hands, and what went over.</summary>
internal sealed class Handovers(string local)
{
    private readonly Dictionary<string, Receipt> receipts = [];
    private string? last;

    /// <summary>How often it went from the local model to a cloud.</summary>
    public int Escalations { get; private set; }

    /// <summary>The provider that answered before what follows.</summary>
    public void StartFrom(string? provider) => last = provider;

    public void Note(Receipt receipt) => receipts[receipt.Provider] = receipt;

    /// <param name="turn">The conversation's next message.</param>
    /// <returns>The hand-over before it; null when there was none.</returns>
    public Carried? Before(TranscriptTurn turn)
    {
        if (turn.Message.Role != Role.Assistant || turn.Provider is not { } provider)
            return null;
        var from = last;
        last = provider;
        if (from is null || from == provider)
            return null;
        if (from == local)
            Escalations++;
        return Carried.Of(from, provider, receipts.GetValueOrDefault(provider));
    }
}
