using Trooper.Core.Classifier.Reading;

namespace Trooper.Core.Classifier.Rules;

/// <summary>One unit in terms of another: two units of one dimension, and nothing but numbers and words that ask for a conversion.</summary>
internal static class Conversion
{
    private static readonly WordSet Company = Courtesy.Words.With("""
        convert converting converted conversion conversions change changing turn calculate measurement measurements measure unit units
        metric imperial equivalent equivalence equal equals equate equates = many per into from between and number amount value make makes
        made fit go contain contains within long far tall heavy hot cold warm degrees degree square cubic fluid leap following it come
        comes full single to about approximately roughly weigh weighs on by half that temperature length weight distance volume height
        """);

    public static bool Matches(ReadOnlySpan<string> words)
    {
        if (words.Length < 3 || words[0] is "is" or "are" or "does")
            return false;
        var units = new UnitPair();
        for (var i = 0; i < words.Length; i++)
        {
            if (IsUnitAt(words, i, out var dimension))
            {
                if (!units.Take(words[i], dimension))
                    return false;
            }
            else if (!Numbers.Is(words[i]) && !Company.Has(words[i]))
            {
                return false;
            }
        }
        return units.IsComplete && Links(words);
    }

    // "in" is a unit only where nothing follows, and degrees are no angle beside a temperature.
    private static bool IsUnitAt(ReadOnlySpan<string> words, int i, out Dimension dimension)
    {
        var isUnit = Units.IsUnit(words[i], out dimension);
        if (words[i] == "in")
            return isUnit && i + 1 == words.Length;
        return isUnit && !(dimension == Dimension.Angle && HasTemperature(words));
    }

    private static bool HasTemperature(ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (Units.IsUnit(word, out var dimension) && dimension == Dimension.Temperature)
                return true;
        return false;
    }

    private static bool Links(ReadOnlySpan<string> words) =>
        words.ContainsAny(["convert", "converting", "conversion", "many", "much", "to", "into", "in", "=", "per", "is", "are", "equals", "from"]);

    private struct UnitPair
    {
        private string? _first;
        private Dimension _dimension;

        public bool IsComplete { get; private set; }

        /// <summary>False for a unit of another dimension: miles per gallon is not a conversion.</summary>
        public bool Take(string unit, Dimension dimension)
        {
            if (_first is null)
                (_first, _dimension) = (unit, dimension);
            else if (!Units.Singular(unit).SequenceEqual(Units.Singular(_first)))
                IsComplete = true;
            return dimension == _dimension;
        }
    }
}
