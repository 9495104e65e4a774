using System.Net.Sockets;
using Npgsql;
using Trooper.Api.Operations;
using Trooper.Journal.Postgres;
using Trooper.Silo.Schema;

namespace Trooper.Silo.Operations;

/// <summary>Failures to start that a person can mend, each told in one line.</summary>
internal static class NodeStartFailure
{
    /// <returns>Null for a fault of ours, which is to be seen whole.</returns>
    public static string? Explain(Exception failure) => failure switch
    {
        SchemaMismatchException or SchemaTooNewException => $"TROOPER_DATABASE: {failure.Message}",
        PostgresException refused => $"TROOPER_DATABASE: {refused.MessageText}",
        NpgsqlException => $"TROOPER_DATABASE: {failure.Message}",
        _ => StartFailure.Explain(failure) ?? (Port(failure) is { } taken ? $"TROOPER_SILO_PORT or TROOPER_GATEWAY_PORT: {taken}" : null),
    };

    private static string? Port(Exception failure)
    {
        for (var inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
                return inner.Message;
        }
        return null;
    }
}
