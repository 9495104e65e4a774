using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Trooper.Api.Configuration;
using Trooper.Core.Providers;

namespace Trooper.Api.Providers;

/// <summary>The providers' health in this process, kept in a file beside the sessions so that a restart does not forget an outage.</summary>
internal sealed partial class ProviderBoard : IProviders
{
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, Entry> entries;
    private readonly CurrentOptions options;
    private readonly TimeProvider time;
    private readonly string file;
    private readonly ILogger<ProviderBoard> log;

    public ProviderBoard(CurrentOptions options, TimeProvider time, ILogger<ProviderBoard> log)
    {
        (this.options, this.time, this.log) = (options, time, log);
        file = Path.Combine(options.Now.DataFolder, "providers.json");
        entries = new(Load().Select(saved => KeyValuePair.Create(saved.Key, new Entry { Breaker = saved.Value })));
    }

    public ValueTask<bool> MayCall(string provider)
    {
        var entry = Of(provider);
        if (entry.Breaker.IsClosed)
            return ValueTask.FromResult(true);
        lock (gate)
        {
            if (entry.Breaker.TryGrantTrial(time.GetUtcNow()) is not { } trial)
                return ValueTask.FromResult(entry.Breaker.IsClosed);
            entry.Breaker = trial;
            LogTrial(provider);
            return ValueTask.FromResult(true);
        }
    }

    public void Succeeded(string provider, TimeSpan latency)
    {
        var entry = Of(provider);
        entry.Observe(latency);
        if (entry.Breaker is { IsClosed: true, Failures: 0 })
            return;
        lock (gate)
        {
            if (!entry.Breaker.IsClosed)
                LogClosed(provider);
            Change(entry, entry.Breaker.Succeeded());
        }
    }

    public ValueTask Failed(string provider, string error, DateTimeOffset? backAt)
    {
        var entry = Of(provider);
        lock (gate)
        {
            var wasClosed = entry.Breaker.IsClosed;
            Change(entry, entry.Breaker.Failed(time.GetUtcNow(), error, backAt, options.Now.BreakerCooldown));
            if (wasClosed && !entry.Breaker.IsClosed)
                LogOpened(provider, entry.Breaker.RetryAt);
        }
        return ValueTask.CompletedTask;
    }

    public void Released(string provider)
    {
        lock (gate)
            Of(provider).Breaker = Of(provider).Breaker.TrialReleased();
    }

    public IReadOnlyList<ProviderStatus> Statuses() =>
        [.. options.Now.Chain.Select(provider => (provider.Name, Entry: Of(provider.Name))).Select(known => new ProviderStatus(known.Name, known.Entry.Breaker, known.Entry.Latency))];

    // One that joined the chain since the start is well until it fails.
    private Entry Of(string provider) => entries.GetOrAdd(provider, static _ => new());

    // A file is written only when a breaker opens or closes: one or two failures in a row are soon forgotten anyway.
    private void Change(Entry entry, Breaker breaker)
    {
        var before = entry.Breaker;
        entry.Breaker = breaker;
        if (before.IsClosed && breaker.IsClosed)
            return;
        try
        {
            var temporary = file + ".new";
            File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(entries.ToDictionary(pair => pair.Key, pair => pair.Value.Breaker), BreakerJson.Default.DictionaryStringBreaker));
            File.Move(temporary, file, overwrite: true);
        }
        catch (IOException e)
        {
            LogNotKept(e);
        }
    }

    private Dictionary<string, Breaker> Load()
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), BreakerJson.Default.DictionaryStringBreaker) ?? [] : [];
        }
        catch (JsonException e)
        {
            LogUnreadable(e);
            return [];
        }
    }

    private sealed class Entry
    {
        private double milliseconds = -1;

        public volatile Breaker Breaker = Breaker.Healthy;

        public TimeSpan? Latency => milliseconds < 0 ? null : TimeSpan.FromMilliseconds(milliseconds);

        // Half the weight on the latest; a lost update among many is no harm.
        public void Observe(TimeSpan latency) => milliseconds = milliseconds < 0 ? latency.TotalMilliseconds : (milliseconds + latency.TotalMilliseconds) / 2;
    }

    // Not why: a provider's words may quote a prompt, and are for GET /providers.
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Provider} is left alone until {RetryAt:u}: its turns fail")]
    private partial void LogOpened(string provider, DateTimeOffset? retryAt);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Provider} is tried again")]
    private partial void LogTrial(string provider);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Provider} answers again")]
    private partial void LogClosed(string provider);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The providers' state could not be kept; a restart will not know of it")]
    private partial void LogNotKept(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The providers' kept state can't be read; all start healthy")]
    private partial void LogUnreadable(Exception exception);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(Dictionary<string, Breaker>))]
internal sealed partial class BreakerJson : JsonSerializerContext;
