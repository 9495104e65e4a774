using System.Collections;
using Trooper.Api.Turns;

namespace Trooper.Api.Telemetry;

/// <summary>Whatever is logged in a turn says which turn it was.</summary>
internal sealed class TurnScope(TurnRequest turn) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => 2;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("Session", turn.SessionId),
        1 => new("Turn", turn.Opened.Turn),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
        yield return this[1];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"session {turn.SessionId}, turn {turn.Opened.Turn}";
}
