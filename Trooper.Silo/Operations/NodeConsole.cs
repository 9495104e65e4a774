using Trooper.Api.Operations;

namespace Trooper.Silo.Operations;

internal static class NodeConsole
{
    /// <summary>As of a standalone process; Orleans too speaks up only when something is wrong.</summary>
    public static void SetUpNodeConsole(this ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.SetUpConsole(configuration);
        logging.AddFilter("Orleans", LogLevel.Warning);
        logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error); // its first look is at a clock that it has not set yet
        logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error); // advice on the garbage collector, which is chosen for many processes on a machine
    }
}
