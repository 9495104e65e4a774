using Trooper.Core.Access;
using Trooper.Core.Sessions;
using Trooper.Journal.Postgres;

namespace Trooper.Api.Operations.Audit;

/// <summary>The audit log of all who share a database, in the database.</summary>
internal sealed partial class DatabaseAuditLog(AuditTable table, TimeProvider time, ILogger log) : IAuditLog
{
    public async ValueTask Record(AdministrativeAct act)
    {
        try
        {
            await table.Add(new(time.GetUtcNow(), act));
        }
        catch (JournalUnavailableException e)
        {
            LogNotRecorded(e, act);
        }
    }

    public async ValueTask<AuditPage> Read(int limit, string? cursor, CancellationToken cancellation) => await table.Read(limit, cursor, cancellation);

    [LoggerMessage(Level = LogLevel.Error, Message = "An administrative act could not be recorded: {Act}")]
    private partial void LogNotRecorded(Exception exception, AdministrativeAct act);
}
