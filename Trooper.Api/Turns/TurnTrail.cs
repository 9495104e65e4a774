using System.Globalization;
using Trooper.Core.Providers;
using Trooper.Core.Sessions;

namespace Trooper.Api.Turns;

/// <summary>The way a turn took through the chain, and how the reply's headers tell it.</summary>
/// <param name="requestIdHeader">Where the client looks for the id of its request.</param>
internal sealed class TurnTrail(TimeProvider time, string requestIdHeader)
{
    private const string None = "none";

    private readonly List<Attempt> attempts = [];
    private readonly List<(string Provider, string Trigger, string Reason)> left = [];

    public IReadOnlyList<Attempt> Attempts => attempts;

    public TurnTimes Times { get; } = new(time);

    /// <summary>How the turn ended, as its session was told.</summary>
    public TurnOutcome? Outcome { get; set; }

    public string? SessionId { get; set; }
    public Route Route { get; set; }
    public long TokensSaved { get; set; }

    /// <summary>The limit that is used up, by its name.</summary>
    public string? Limit { get; set; }

    /// <summary>The session's context went along.</summary>
    public bool HasContext { get; set; }

    /// <summary>The answering provider's own headers that clients act on.</summary>
    public IReadOnlyList<KeyValuePair<string, string[]>> Passed { get; set; } = [];

    /// <summary>Fields of the request that the provider has no place for.</summary>
    public IReadOnlyList<string> Dropped { get; set; } = [];

    /// <summary>When the first of the providers that were left will be back, if one said so.</summary>
    public DateTimeOffset? BackAt { get; private set; }

    /// <summary>What the last provider for which the prompt was too long said of it; null when it was for none.</summary>
    public PromptExcess? Excess { get; private set; }

    /// <summary>What each provider said, for the error when nobody answered.</summary>
    public string Reasons => string.Join("; ", left.Select(provider => $"{provider.Provider}: {provider.Reason}"));

    public void Left(string provider, string? model, AttemptEnd.Failed failed, IReadOnlyList<int> withheld)
    {
        left.Add((provider, failed.Trigger, failed.Reason));
        Tried(provider, model, failed.Trigger, withheld);
        Excess = failed.Excess ?? Excess;
        if (failed.BackAt is { } backAt && (BackAt is null || backAt < BackAt))
            BackAt = backAt;
    }

    /// <summary>Notes a provider's part in the turn: <see cref="Attempt.Ok"/>, or why it is the last one all the same.</summary>
    public void Tried(string provider, string? model, string outcome, IReadOnlyList<int> withheld) =>
        attempts.Add(new(provider, model, time.GetUtcNow(), outcome, withheld));

    /// <summary>The headers of a reply that a provider gives: an answer, or an error that the client must see.</summary>
    public void WriteHeaders(HttpResponse response, string provider, string model, bool isError = false)
    {
        foreach (var (name, values) in Passed)
            response.Headers[name] = values;
        Write(response, provider, model, left.Count);
        response.Headers["X-Trooper-Decision"] = Decision(provider);
        response.Headers["X-Trooper-Summary"] = left.Count == 0
            ? $"{provider} ({Router.NameOf(Route)}) {(isError ? '✗' : '✓')}"
            : $"{Path(provider)} ({Triggers}){(isError ? " ✗" : HasContext ? " | context ✓" : " ✓")}";
        if (Dropped.Count > 0)
            response.Headers["X-Trooper-Dropped"] = Clean(string.Join(", ", Dropped.Distinct()));
    }

    /// <summary>The headers of an error of Trooper's own: the request was refused, or nobody answered.</summary>
    public void WriteHeaders(HttpResponse response)
    {
        if (left.Count == 0)
        {
            Write(response, None, None, 0);
            response.Headers["X-Trooper-Decision"] = Limit is null ? "rejected" : $"rejected (limit: {Limit})";
            response.Headers["X-Trooper-Summary"] = "rejected ✗";
            return;
        }
        var last = left[^1].Provider;
        Write(response, last, attempts[^1].Model ?? None, left.Count - 1);
        response.Headers["X-Trooper-Decision"] = left.Count > 1 ? $"{last} (fallback: {left[^2].Trigger})" : Decision(last, []);
        response.Headers["X-Trooper-Summary"] = $"{Path(last)} ✗ ({Triggers})";
    }

    // SDKs show it; a provider's own comes first, by whichever name that provider gives it.
    private static string RequestIdOf(IHeaderDictionary headers) =>
        headers["request-id"].FirstOrDefault() ?? headers["x-request-id"].FirstOrDefault() ?? Ids.NewRequest();

    /// <summary>Why providers were left, in order.</summary>
    public string Triggers => string.Join(", ", left.Select(provider => provider.Trigger));

    private void Write(HttpResponse response, string provider, string model, int fallbacks)
    {
        var headers = response.Headers;
        headers["X-Trooper-Provider"] = provider;
        headers["X-Trooper-Model"] = Clean(model);
        if (SessionId is not null)
            headers["X-Trooper-Session"] = SessionId;
        headers["X-Trooper-Fallback-Count"] = fallbacks.ToString(CultureInfo.InvariantCulture);
        if (left.Count > 0)
            headers["X-Trooper-Trigger"] = Triggers;
        if (!headers.ContainsKey(requestIdHeader))
            headers[requestIdHeader] = RequestIdOf(headers);
        headers["X-Trooper-Session-Saved"] = string.Create(CultureInfo.InvariantCulture, $"{TokensSaved} tokens");
    }

    private string Decision(string provider) => Decision(provider, left);

    private string Decision(string provider, IReadOnlyList<(string Provider, string Trigger, string Reason)> leftBehind) => Route switch
    {
        _ when leftBehind.Count > 0 => $"{provider} (fallback: {string.Join(", ", leftBehind.Select(behind => behind.Trigger))})",
        Route.Simple or Route.PreferLocal => $"{provider} ({Router.NameOf(Route)}) | cloud skipped",
        Route.ForceLocal => $"{provider} (force_local) | privacy mode",
        Route.OverLimit => $"{provider} (limit: {Limit})",
        _ => $"{provider} ({Router.NameOf(Route)})",
    };

    private string Path(string last)
    {
        var names = left.Select(provider => provider.Provider).ToList();
        if (names[^1] != last)
            names.Add(last);
        return string.Join(" → ", names);
    }

    // A model's name may be anything that a client or a provider wrote.
    private static string Clean(string value) => string.Create(value.Length, value, static (text, value) =>
    {
        for (var at = 0; at < text.Length; at++)
            text[at] = char.IsControl(value[at]) || char.IsSurrogate(value[at]) ? '?' : value[at];
    });
}
