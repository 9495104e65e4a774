using Trooper.Core.Access;

namespace Trooper.Api.Operations.Audit;

/// <summary>Who did what to the gateway. It only grows.</summary>
internal interface IAuditLog
{
    /// <summary>Notes an act that was done. One that can't be noted here is told to the log: it has happened.</summary>
    ValueTask Record(AdministrativeAct act);

    /// <param name="cursor">What an earlier page gave.</param>
    /// <exception cref="FormatException">It did not.</exception>
    ValueTask<AuditPage> Read(int limit, string? cursor, CancellationToken cancellation);
}
