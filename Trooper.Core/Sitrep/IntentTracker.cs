using System.Text.Json.Serialization;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>What a user message asks for.</summary>
internal sealed record Request(string Text, int Turn, Strength Strength);

/// <summary>How plainly it is said what is wanted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Strength>))]
internal enum Strength
{
    /// <summary>A question, or a wish that is still to come.</summary>
    Vague,

    /// <summary>A problem: that it be solved goes without saying.</summary>
    Problem,

    /// <summary>A wish that names its object.</summary>
    Clear,
}

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
        { Turn: > 0, Strength: Strength.Clear } first when Latest is { Strength: Strength.Clear } latest && latest.Turn > first.Turn => WishPhrase.Join(first.Text, latest.Text),
        var first => first.Text,
    };

    public double Confidence => First?.Strength switch
    {
        Strength.Clear => 0.4,
        Strength.Problem => 0.3,
        Strength.Vague => 0.2,
        _ => 0,
    };

    public IntentTracker Fold(MessageReading message)
    {
        if (message.IsUserProse)
            return Hear(message);
        if (message.IsAssistant && First is { Strength: Strength.Clear } first && Latest?.Turn == first.Turn && RequestReader.Restated(message) is { } restated)
            return this with { First = first with { Text = restated } };
        return UnderWay is not null && message.IsAssistant && IsAnswered(UnderWay, message) ? this with { UnderWay = null } : this;
    }

    /// <summary>The assistant came to rest, and not with a question, or it reported the very thing as done.</summary>
    private static bool IsAnswered(Request request, MessageReading message)
    {
        if (message.Calls.Count == 0)
            return !StageSignals.LastIsQuestion(message);
        var stems = Stems.Of(request.Text);
        return message.Clauses.Any(clause => clause.Accomplishment is { Mood: Mood.Asserted } && Stems.Of(clause.Phrase) is var said && said.Shared(stems) >= 2 && said.Overlap(stems) >= 0.5);
    }

    private IntentTracker Hear(MessageReading message)
    {
        if (message.Request is not { } request)
            return this with { Spoken = true, UnderWay = null };
        return this with
        {
            First = First is null || (First.Strength == Strength.Vague && request.Strength > Strength.Vague) ? request : First,
            UnderWay = First is not null && request.Strength == Strength.Clear && !UserReply.Dismisses(message) ? request : null,
            Latest = request.Strength > Strength.Vague || Latest is null ? request : Latest,
            Spoken = true,
        };
    }
}
