using Microsoft.Extensions.Logging.Console;
using Trooper.Api.Configuration;
using Trooper.Journal.Files;

namespace Trooper.Api.Operations;

internal static class ConsoleLog
{
    private const string Setting = "TROOPER_LOG";

    /// <summary>One line per entry, for people or, with <c>TROOPER_LOG=json</c>, for machines; the framework's own chatter only when something is wrong.</summary>
    /// <exception cref="SettingException">The setting is neither.</exception>
    public static void SetUpConsole(this ILoggingBuilder logging, IConfiguration configuration)
    {
        switch (new SettingReader(configuration).Text(Setting))
        {
            case null or "text":
                logging.AddSimpleConsole(console =>
                {
                    console.SingleLine = true;
                    console.TimestampFormat = "HH:mm:ss ";
                });
                break;
            case "json":
                logging.AddJsonConsole(console =>
                {
                    console.IncludeScopes = true;
                    console.UseUtcTimestamp = true;
                    console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
                });
                break;
            case var other:
                throw new SettingException(Setting, other, "text or json");
        }
        // Who reads slowly, or no more, misses lines; the answers don't wait for it.
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("ModelContextProtocol", LogLevel.Warning);
    }
}

/// <summary>What the journal has to say, which it may before there is a log.</summary>
internal static class JournalNotices
{
    public static void ToConsole(JournalNotice notice) => Console.Error.WriteLine(notice);
}
