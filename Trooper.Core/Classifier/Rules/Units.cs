using System.Collections.Frozen;

namespace Trooper.Core.Classifier.Rules;

internal enum Dimension
{
    Length,
    Area,

    /// <summary>Weights and volumes: a kitchen changes one for the other, and an ounce is both.</summary>
    Amount,
    Time,
    Temperature,
    Speed,
    Data,
    Angle,
    Pressure,
    Energy,
}

/// <summary>Units of measure, by their names and symbols.</summary>
internal static class Units
{
    private static readonly FrozenDictionary<string, Dimension> ByName = new (Dimension Dimension, string Names)[]
    {
        (Dimension.Length, "m cm mm km ft yd mi in nm meter metre centimeter centimetre millimeter millimetre kilometer kilometre micrometer"),
        (Dimension.Length, "nanometer mile inch inche foot feet yard furlong fathom league cms kms"),
        (Dimension.Area, "acre hectare sqft sqm"),
        (Dimension.Amount, "g kg mg lb lbs oz gram kilogram kilo milligram pound ounce ton tonne stone carat grain gm gms kgs ozs"),
        (Dimension.Amount, "l ml cl dl liter litre milliliter millilitre centiliter deciliter gallon gal quart qt pint pt cup tablespoon tbsp tbs"),
        (Dimension.Amount, "teaspoon tsp floz barrel bushel pinch"),
        (Dimension.Time, "second sec minute min hour hr hrs day week month year decade century centuries millennium millennia fortnight"),
        (Dimension.Time, "millisecond microsecond nanosecond ms"),
        (Dimension.Temperature, "c f k celsius fahrenheit kelvin centigrade"),
        (Dimension.Speed, "mph kph kmh knot km/h m/s mi/h ft/s"),
        (Dimension.Data, "bit byte kilobyte megabyte gigabyte terabyte petabyte kb mb gb tb pb kib mib gib tib kbps mbps gbps nibble"),
        (Dimension.Angle, "degree radian gradian arcminute"),
        (Dimension.Pressure, "psi pascal bar atm mmhg kpa"),
        (Dimension.Energy, "joule kilojoule calorie kcal kilocalorie kwh btu watt kilowatt horsepower hp"),
    }
    .SelectMany(row => row.Names.Split(' ').Select(name => (name, row.Dimension)))
    .ToFrozenDictionary(row => row.name, row => row.Dimension, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Dimension>.AlternateLookup<ReadOnlySpan<char>> BySpelling =
        ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsUnit(string word, out Dimension dimension) =>
        BySpelling.TryGetValue(word, out dimension) || BySpelling.TryGetValue(Singular(word), out dimension);

    public static ReadOnlySpan<char> Singular(ReadOnlySpan<char> word) => word.Length > 2 && word[^1] == 's' ? word[..^1] : word;
}
