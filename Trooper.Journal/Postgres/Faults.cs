using System.Net.Sockets;
using Npgsql;

namespace Trooper.Journal.Postgres;

/// <summary>What a failure of the database means.</summary>
internal static class Faults
{
    /// <summary>The connection is gone, or the server takes no work now; the same may succeed later. Whether it was done before that, nobody knows.</summary>
    public static bool IsLoss(Exception failure) => failure switch
    {
        PostgresException { SqlState: var state } => state is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.DiskFull or PostgresErrorCodes.QueryCanceled
            || state.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => false,
    };

    /// <summary>Two transactions stood in each other's way; nothing of this one was done.</summary>
    public static bool IsCollision(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>Trying again cannot help: the settings or the database must be changed.</summary>
    public static bool IsMisconfiguration(Exception failure) => failure is SchemaTooNewException or PostgresException
    {
        SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName
            or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidSchemaName,
    };
}
