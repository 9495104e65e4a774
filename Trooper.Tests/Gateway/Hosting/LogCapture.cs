using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Trooper.Tests.Fakes;

namespace Trooper.Tests.Gateway.Hosting;

/// <summary>Keeps what is logged, so that a test can ask for faults and for secrets.</summary>
internal sealed class LogCapture : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> entries = [];
    private TaskCompletionSource written = NewSignal();

    public IEnumerable<string> Lines => entries.Select(entry => entry.Text);

    /// <summary>What only a bug writes.</summary>
    public IEnumerable<string> Faults => entries.Where(entry => entry.Level >= LogLevel.Error).Select(entry => entry.Text);

    /// <summary>Completes once a line with this text is written.</summary>
    public async Task Until(string text)
    {
        while (true)
        {
            var next = Volatile.Read(ref written).Task;
            if (Lines.Any(line => line.Contains(text, StringComparison.Ordinal)))
                return;
            await next.WaitAsync(Patience.Limit);
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        entries.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));
        Interlocked.Exchange(ref written, NewSignal()).SetResult();
    }

    public void Dispose()
    {
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
