namespace Trooper.Core.Context;

/// <summary>Keeps the lines that are worth most for their size, as many as fit.</summary>
internal sealed class LineChoice
{
    /// <summary>What a gap's mark, or the quotes of a line in the SITREP, costs about.</summary>
    private const float Gap = 2f;

    private readonly List<(Passage Passage, int Line)> _byWorth = [];

    public LineChoice(IEnumerable<Passage> passages)
    {
        foreach (var passage in passages)
        {
            for (var i = 0; i < passage.Lines.Length; i++)
                _byWorth.Add((passage, i));
        }
        // The order is total: equal worth goes by place, so that the same input always gives the same choice.
        var places = _byWorth.ToArray();
        var keys = places.Select((place, order) => (-place.Passage.Lines[place.Line].Worth, order)).ToArray();
        Array.Sort(keys, places);
        _byWorth = [.. places];
    }

    public void Keep(float tokens)
    {
        foreach (var (passage, i) in _byWorth)
        {
            ref var line = ref passage.Lines[i];
            var cost = line.Tokens + Gap;
            line.Kept = line.Worth > 0 && cost <= tokens;
            if (line.Kept)
                tokens -= cost;
        }
    }
}
