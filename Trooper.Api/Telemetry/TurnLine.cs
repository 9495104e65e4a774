using System.Collections;
using System.Globalization;
using System.Text;

namespace Trooper.Api.Telemetry;

/// <summary>The one line that the log has of a turn: a sentence for people, and the same by names for machines. It says nothing of what was said.</summary>
internal sealed class TurnLine(TurnEnd end) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly KeyValuePair<string, object?>[] fields =
    [
        new("Session", end.Turn.SessionId),
        new("Turn", end.Turn.Opened.Turn),
        new("Provider", end.ProviderName),
        new("Model", end.Outcome?.Model),
        new("Outcome", end.Word),
        new("Trigger", end.Triggers),
        new("Fallbacks", end.Fallbacks),
        new("InputTokens", end.Outcome?.Usage.Input ?? 0),
        new("OutputTokens", end.Outcome?.Usage.Output ?? 0),
        new("FirstWordSeconds", end.FirstWord is { } first ? Math.Round(first.TotalSeconds, 4) : null),
        new("Seconds", Math.Round(end.Took.TotalSeconds, 4)),
        new("OwnSeconds", end.Overhead is { } own ? Math.Round(own.TotalSeconds, 5) : null),
        new("TokensSaved", end.Saved),
    ];

    public int Count => fields.Length;

    public KeyValuePair<string, object?> this[int index] => fields[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object?>>)fields).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString()
    {
        var text = new StringBuilder(200).Append(CultureInfo.InvariantCulture, $"turn {end.Turn.Opened.Turn} of session {end.Turn.SessionId}: {Path}");
        if (end.Triggers.Length > 0)
            text.Append(" (").Append(end.Triggers).Append(')');
        text.Append(end.Word switch
        {
            TurnEnd.Ok => "",
            TurnEnd.ClientGone => ", the client hung up",
            TurnEnd.Error => ", refused, as the client was told",
            TurnEnd.Broken => ", the answer broke off",
            TurnEnd.Abandoned => ", abandoned: a fault here",
            _ => ", nobody answered",
        });
        if (end.Outcome is { Answer: not null, Usage: var usage })
            text.Append(CultureInfo.InvariantCulture, $", {usage.Input} in / {usage.Output} out tokens");
        if (end.FirstWord is { } first)
            text.Append(CultureInfo.InvariantCulture, $", first word after {Seconds(first)}");
        text.Append(CultureInfo.InvariantCulture, $", {Seconds(end.Took)} in all");
        if (end.Saved > 0)
            text.Append(CultureInfo.InvariantCulture, $", saved {end.Saved} tokens");
        return text.ToString();
    }

    private string Path => end.Attempts.Count switch
    {
        0 => "none",
        1 => end.Attempts[0].Provider,
        _ => string.Join(" → ", end.Attempts.Select(attempt => attempt.Provider)),
    };

    // Two digits that count: what took 3 ms did not take 0.00 s.
    private static string Seconds(TimeSpan time) => time.TotalSeconds switch
    {
        < 0.01 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0000} s"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
    };
}
