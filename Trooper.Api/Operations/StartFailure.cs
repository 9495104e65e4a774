using System.Net.Sockets;
using Trooper.Api.Configuration;
using Trooper.Core.Access;
using Trooper.Journal.Files;
using Trooper.Journal.Transfer;

namespace Trooper.Api.Operations;

/// <summary>Failures to start that a person can mend, each told in one line.</summary>
internal static class StartFailure
{
    /// <returns>Null for a fault of ours, which is to be seen whole.</returns>
    public static string? Explain(Exception failure) => failure switch
    {
        SettingException => failure.Message,
        JournalLockedException => failure.Message,
        DatabaseRefusedException => failure.Message,
        TransferException => failure.Message,
        KeyStoreException => failure.Message,
        UnauthorizedAccessException => $"TROOPER_DATA: {failure.Message}",
        IOException { InnerException: Exception { InnerException: SocketException } } or IOException { InnerException: SocketException } => $"TROOPER_PORT: {failure.Message}",
        _ => null,
    };
}
