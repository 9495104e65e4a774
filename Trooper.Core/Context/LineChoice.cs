namespace Trooper.Core.Context;

/// <summary>Keeps the lines that are worth most for their size, as many as fit.</summary>
internal sealed class LineChoice
{
    /// <summary>What a gap's mark, or the quotes of a line in the SITREP, costs about.</summary>
    private const float Gap = 2f;

    /// <summary>What lines cost together is not quite what they cost one by one: so many times the filling is corrected.</summary>
    private const int Attempts = 8;

    private const int NearlyFull = 6;

    private readonly Passage[] _passages;
    private readonly List<(Passage Passage, int Line)> _byWorth = [];

    public LineChoice(IEnumerable<Passage> passages)
    {
        _passages = [.. passages.Where(passage => !passage.IsPinned)];
        foreach (var passage in _passages)
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

    /// <summary>Keeps as much as makes the whole, whose cost is measured each time, come out at no more than <paramref name="tokens"/>.</summary>
    public void Fit(int tokens, Func<int> cost)
    {
        var (fill, fits, exceeds) = ((float)tokens, 0f, tokens + 1f);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // What was filled in may be all that there is: from there it is measured how much is too much.
            var filled = Math.Min(fill, Keep(fill));
            var spare = tokens - cost();
            if (spare >= 0)
                fits = fill;
            else
                exceeds = fill = filled;
            if (spare >= 0 && spare <= NearlyFull)
                break;
            // As far on as there is room, or back as it is too much and a little more; between what fits and what doesn't.
            fill += spare >= 0 ? spare : spare * 1.1f - 4;
            if (fill <= fits || fill >= exceeds)
                fill = (fits + exceeds) / 2;
        }
        Keep(fits);
    }

    /// <returns>What the kept lines take of <paramref name="tokens"/>.</returns>
    public float Keep(float tokens)
    {
        var room = tokens;
        foreach (var (passage, i) in _byWorth)
        {
            ref var line = ref passage.Lines[i];
            var cost = line.Tokens + Gap;
            line.Kept = line.Worth > 0 && cost <= tokens;
            if (line.Kept)
                tokens -= cost;
        }
        foreach (var passage in _passages)
            passage.CloseNarrowGaps();
        return room - tokens;
    }
}
