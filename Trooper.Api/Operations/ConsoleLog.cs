using Trooper.Journal.Files;

namespace Trooper.Api.Operations;

internal static class ConsoleLog
{
    /// <summary>One line per entry; the framework's own chatter only when something is wrong.</summary>
    public static void SetUpConsole(this ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        logging.AddFilter("Microsoft", LogLevel.Warning);
    }
}

/// <summary>What the journal has to say, which it may before there is a log.</summary>
internal static class JournalNotices
{
    public static void ToConsole(JournalNotice notice) => Console.Error.WriteLine(notice);
}
