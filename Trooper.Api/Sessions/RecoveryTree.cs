using Trooper.Core.Recovery;
using Trooper.Core.Sessions;

namespace Trooper.Api.Sessions;

/// <summary>A session's recovery report with its sub-agents' below it.</summary>
internal sealed class RecoveryTree(ISessions sessions, IJournal journal)
{
    /// <summary>Sub-agents of sub-agents; deeper is a loop of ids that name each other.</summary>
    private const int MaxDepth = 8;

    public ValueTask<RecoveryReport?> Of(SessionKey key, CancellationToken cancellation) =>
        Of(key, (session, cancellation) => sessions.Get(session).Recovery(cancellation), cancellation);

    /// <param name="own">A session's report without its sub-agents'.</param>
    public ValueTask<RecoveryReport?> Of(SessionKey key, OwnReport own, CancellationToken cancellation) => Of(key, own, 0, cancellation);

    private async ValueTask<RecoveryReport?> Of(SessionKey key, OwnReport own, int depth, CancellationToken cancellation)
    {
        if (await own(key, cancellation) is not { } report || depth == MaxDepth)
            return null;
        var children = new List<RecoveryReport>();
        foreach (var child in await journal.Children(key, cancellation))
        {
            if (child.Key != key && await Of(child.Key, own, depth + 1, cancellation) is { } below)
                children.Add(below);
        }
        return report with { Children = children };
    }
}

internal delegate ValueTask<RecoveryReport?> OwnReport(SessionKey session, CancellationToken cancellation);
