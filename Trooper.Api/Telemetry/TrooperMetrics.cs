using System.Diagnostics.Metrics;
using Trooper.Api.Operations;
using Trooper.Core.Providers;
using Trooper.Core.Sessions;

namespace Trooper.Api.Telemetry;

/// <summary>What is counted and measured, once, for <c>/metrics</c> and for OTLP alike. Labels are few and known beforehand: no session, team or key.</summary>
internal sealed class TrooperMetrics : IDisposable
{
    public const string MeterName = "Trooper";

    private static readonly InstrumentAdvice<double> Durations = Buckets(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300);
    private static readonly InstrumentAdvice<double> ShortDurations = Buckets(0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1);

    private readonly IProviders providers;
    private readonly Counter<long> turns;
    private readonly Counter<long> tokens;
    private readonly Counter<long> tokensSaved;
    private readonly Counter<long> fallbacks;
    private readonly Counter<long> shed;
    private readonly Counter<long> limited;
    private readonly Histogram<double> duration;
    private readonly Histogram<double> timeToFirstToken;
    private readonly Histogram<double> overhead;

    public TrooperMetrics(IMeterFactory meters, IProviders providers, TurnActivity activity, IJournal journal)
    {
        this.providers = providers;
        Meter = meters.Create(MeterName);
        turns = Meter.CreateCounter<long>("trooper.turns", null, "Turns that ended, by the provider that answered or was asked last, how they ended, and the first reason for which a provider was left.");
        tokens = Meter.CreateCounter<long>("trooper.tokens", null, "Tokens of answered turns, as providers reported them or else as estimated; input includes cached tokens.");
        tokensSaved = Meter.CreateCounter<long>("trooper.tokens.saved", null, "Estimated tokens kept off paid providers.");
        fallbacks = Meter.CreateCounter<long>("trooper.fallbacks", null, "Hand-overs from a provider that failed to the next, by reason.");
        shed = Meter.CreateCounter<long>("trooper.shed", null, "Requests turned away because of load, by what was exhausted.");
        limited = Meter.CreateCounter<long>("trooper.limited", null, "Requests that met a limit of their key, by the limit.");
        duration = Meter.CreateHistogram("trooper.turn.duration", "s", "From a request's first byte to the end of its answer.", null, Durations);
        timeToFirstToken = Meter.CreateHistogram("trooper.time_to_first_token", "s", "From a request's first byte to the first content on its way to the client.", null, Durations);
        overhead = Meter.CreateHistogram("trooper.overhead", "s", "Trooper's own time in a turn: until the first provider was called, from its first content until that was passed on, and while the answer was made durable.", null, ShortDurations);
        GenAI = new GenAIMetrics(Meter);
        Meter.CreateObservableGauge("trooper.breaker.state", Breakers, null, "A provider's circuit breaker: 0 closed, 1 half-open, 2 open.");
        Meter.CreateObservableGauge("trooper.turns.in_flight", () => (long)activity.UnderWay, null, "Turns under way.");
        Meter.CreateObservableGauge("trooper.journal.degraded", () => journal.State.Trouble is null ? 0L : 1L, null, "1 while the journal serves, but something is wrong with it.");
        Meter.CreateObservableGauge("trooper.journal.spool", () => journal.State.SpoolBytes, "By", "What is kept in files here until the database is back.");
    }

    public Meter Meter { get; }

    public GenAIMetrics GenAI { get; }

    public void TurnEnded(string provider, string outcome, string trigger, TimeSpan took)
    {
        turns.Add(1, new("provider", provider), new("outcome", outcome), new("trigger", trigger));
        duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("provider", provider));
    }

    /// <summary>A request was refused before there was a turn.</summary>
    public void Rejected() => turns.Add(1, new("provider", "none"), new("outcome", "rejected"), new("trigger", "none"));

    public void FirstToken(string provider, TimeSpan after) => timeToFirstToken.Record(after.TotalSeconds, new KeyValuePair<string, object?>("provider", provider));

    public void Overhead(TimeSpan own) => overhead.Record(own.TotalSeconds);

    public void Tokens(string provider, int input, int output)
    {
        tokens.Add(input, new("provider", provider), new("direction", "input"));
        tokens.Add(output, new("provider", provider), new("direction", "output"));
    }

    public void Saved(long count) => tokensSaved.Add(count);

    public void FellBack(string from, string to, string trigger) => fallbacks.Add(1, new("from", from), new("to", to), new("trigger", trigger));

    /// <summary>A request was turned away because of load.</summary>
    /// <param name="reason">What was exhausted, in one word.</param>
    public void Shed(string reason) => shed.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>A request met a limit of its key.</summary>
    /// <param name="limit">The limit's name, as the key's settings call it.</param>
    public void Limited(string limit) => limited.Add(1, new KeyValuePair<string, object?>("limit", limit));

    public void Dispose() => Meter.Dispose();

    // Teams with keys of their own have breakers of their own, provider@team: labels must not name teams.
    private IEnumerable<Measurement<long>> Breakers() => providers.Statuses().Where(status => !status.Name.Contains('@')).Select(status => new Measurement<long>(
        status.Breaker.Position switch
        {
            BreakerPosition.Closed => 0,
            BreakerPosition.HalfOpen => 1,
            _ => 2,
        },
        new KeyValuePair<string, object?>("provider", status.Name)));

    private static InstrumentAdvice<double> Buckets(params double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}
