using Trooper.Core.Limits;
using Trooper.Core.Sessions;
using Trooper.Core.Usage;
using Trooper.Journal.Postgres;

namespace Trooper.Journal.Limits;

/// <summary>Where limits are counted: in the sessions' database, or in the memory of a process that is by itself.</summary>
public static class SharesBeside
{
    public static IShares Of(IJournal journal, IUsageStore usage) => journal is PostgresJournal postgres ? new PostgresShares(postgres.Database) : new LocalShares(usage);
}
