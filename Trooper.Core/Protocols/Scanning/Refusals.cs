using System.Text.Json;

namespace Trooper.Core.Protocols.Scanning;

/// <summary>What a value must be.</summary>
internal enum Shape
{
    Text,
    Boolean,
    Count,
    List,
}

/// <summary>A dialect's words for a request that can't be read.</summary>
internal abstract class Refusals
{
    /// <summary>A field that is null counts as one that is not there.</summary>
    public abstract bool NullIsAbsent { get; }

    /// <param name="why">What is wrong with the body: "is empty".</param>
    public abstract RequestRejectedException Unreadable(string why);

    public abstract RequestRejectedException Twice(string field);

    public abstract RequestRejectedException Wrong(string field, Shape expected, JsonTokenType found);
}
