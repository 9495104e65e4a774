using System.Globalization;

namespace Trooper.Bench.Load;

/// <summary>How long and how often to measure, and what.</summary>
internal sealed record LoadOptions
{
    public const string Usage = "[--quick] [--rounds N] [--seconds S] [--only NAME[,NAME...]]";

    public int Rounds { get; init; } = 4;

    /// <summary>The length of one measurement of one target.</summary>
    public double Seconds { get; init; } = 1.5;

    /// <summary>JIT doubles the cost of the first seconds.</summary>
    public double WarmUpSeconds { get; init; } = 12;

    /// <summary>Live sessions in the memory scenario.</summary>
    public int Sessions { get; init; } = 10_000;

    /// <summary>Every scenario once, briefly, to see that it runs: the figures are too rough to judge by.</summary>
    public bool IsQuick { get; init; }

    public IReadOnlyList<string> Only { get; init; } = [];

    public bool Wants(string scenario) => Only.Count == 0 || Only.Contains(scenario, StringComparer.OrdinalIgnoreCase);

    /// <returns>Null when the arguments are not understood.</returns>
    public static LoadOptions? Parse(IReadOnlyList<string> args)
    {
        var options = args.Contains("--quick") ? new LoadOptions { Rounds = 1, Seconds = 0.4, WarmUpSeconds = 2, Sessions = 200, IsQuick = true } : new LoadOptions();
        var rest = new Queue<string>(args.Where(arg => arg != "--quick"));
        while (rest.TryDequeue(out var name))
        {
            if (!rest.TryDequeue(out var value) || options.With(name, value) is not { } changed)
                return null;
            options = changed;
        }
        return options;
    }

    private LoadOptions? With(string name, string value) => name switch
    {
        "--rounds" when int.TryParse(value, CultureInfo.InvariantCulture, out var rounds) && rounds is > 0 and <= 100 => this with { Rounds = rounds },
        "--seconds" when double.TryParse(value, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 60 => this with { Seconds = seconds },
        "--only" => this with { Only = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
        _ => null,
    };
}
