using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Trooper.Tests.Gateway.Hosting;

/// <summary>Keeps what is logged, so that a test can ask for faults and for secrets.</summary>
internal sealed class LogCapture : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> entries = [];

    public IEnumerable<string> Lines => entries.Select(entry => entry.Text);

    /// <summary>What only a bug writes.</summary>
    public IEnumerable<string> Faults => entries.Where(entry => entry.Level >= LogLevel.Error).Select(entry => entry.Text);

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        entries.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));

    public void Dispose()
    {
    }
}
