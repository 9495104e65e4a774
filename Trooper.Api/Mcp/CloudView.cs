using Trooper.Api.Sessions;
using Trooper.Core.Recovery;
using Trooper.Core.Sessions;
using Trooper.Core.Sitrep;

namespace Trooper.Api.Mcp;

/// <summary>
/// What of a session may be told to an agent, who may pass it on to a cloud in its next request, of this session or another: never what is local-only, nor
/// what derives from it.
/// </summary>
internal sealed class CloudView(ISessions sessions, RecoveryTree tree)
{
    /// <summary>Every turn, the superseded ones too; null for a session that does not exist. The local-only ones among them are not to be shown.</summary>
    public ValueTask<IReadOnlyList<TranscriptTurn>?> Turns(SessionKey key, CancellationToken cancellation) =>
        sessions.Get(key).Transcript(new(All: true), cancellation);

    public async ValueTask<SitrepReport?> Sitrep(SessionKey key, CancellationToken cancellation) =>
        await sessions.Get(key).Sitrep(cancellation) is { } report ? await WithoutLocalOnly(key, cancellation) is { } fold ? fold.Report() : report : null;

    /// <summary>The report with its sub-agents' below it. Where a session holds what is local-only, its turn in flight and last error are left out: either may quote it.</summary>
    public ValueTask<RecoveryReport?> Recovery(SessionKey key, CancellationToken cancellation) => tree.Of(key, Own, cancellation);

    private async ValueTask<RecoveryReport?> Own(SessionKey key, CancellationToken cancellation) =>
        await sessions.Get(key).Recovery(cancellation) is { } report
            ? await WithoutLocalOnly(key, cancellation) is { } fold ? RecoveryReport.Of(new(key.Id), fold, []) : report
            : null;

    // Asked after the report was made: what it may hold is among these turns. Null when there is nothing to leave out.
    private async ValueTask<SitrepFold?> WithoutLocalOnly(SessionKey key, CancellationToken cancellation)
    {
        var turns = await Turns(key, cancellation) ?? [];
        if (turns.All(turn => turn.Locality == Locality.Any))
            return null;
        var fold = new SitrepFold();
        foreach (var turn in turns.Where(turn => turn is { Locality: Locality.Any, Superseded: false }))
            fold.Add(turn.Index, turn.Message, turn.At);
        return fold;
    }
}
