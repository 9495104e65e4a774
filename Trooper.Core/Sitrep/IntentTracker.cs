namespace Trooper.Core.Sitrep;

/// <summary>What a user message asks for. <paramref name="Strength"/>: 3 a request that names its object, 2 a problem, 1 a vague request or a question.</summary>
internal sealed record Request(string Text, int Turn, int Strength);

/// <summary>Follows what the user wants: the first request that says something, and the latest.</summary>
internal sealed record IntentTracker
{
    public static readonly IntentTracker Empty = new();

    /// <summary>The first and the strongest request so far.</summary>
    public Request? First { get; init; }

    public Request? Latest { get; init; }

    /// <summary>The request that the assistant is at work on, when it isn't the one that the session began with.</summary>
    public Request? UnderWay { get; init; }

    /// <summary>The user has spoken, whether or not a request was found.</summary>
    public bool Spoken { get; init; }

    /// <summary>The goal; where it only came out in the course of the talk, with what was asked for last.</summary>
    public string Phrase => First switch
    {
        null => "",
        { Turn: > 0, Strength: 3 } first when Latest is { Strength: 3 } latest && latest.Turn > first.Turn => RequestReader.Join(first.Text, latest.Text),
        var first => first.Text,
    };

    public double Confidence => First?.Strength switch
    {
        3 => 0.4,
        2 => 0.3,
        1 => 0.2,
        _ => 0,
    };

    public IntentTracker Fold(MessageReading message)
    {
        if (message.IsUserProse)
            return Hear(message);
        if (message.IsAssistant && First is { Strength: 3 } first && Latest?.Turn == first.Turn && RequestReader.Restated(message) is { } restated)
            return this with { First = first with { Text = restated } };
        return UnderWay is not null && message.IsAssistant && message.Calls.Count == 0 ? this with { UnderWay = null } : this;
    }

    private IntentTracker Hear(MessageReading message)
    {
        if (RequestReader.Read(message) is not { } request)
            return this with { Spoken = true, UnderWay = null };
        return this with
        {
            First = First is null || (First.Strength == 1 && request.Strength > 1) ? request : First,
            UnderWay = First is not null && request.Strength == 3 ? request : null,
            Latest = request.Strength > 1 || Latest is null ? request : Latest,
            Spoken = true,
        };
    }
}
