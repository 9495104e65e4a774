using System.Globalization;
using Trooper.Api.Configuration;

namespace Trooper.Bench.Soak;

/// <summary>How long to soak, and in what.</summary>
internal sealed record SoakOptions
{
    public const string Usage = "--for 60m [--rate N] [--cut 0.2]";

    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromMinutes(6);

    public required TimeSpan For { get; init; }

    /// <summary>Turns per second.</summary>
    public double Rate { get; init; } = 50;

    /// <summary>The share of streams that are cut, half by their clients and half by the provider.</summary>
    public double Cut { get; init; } = 0.2;

    /// <summary>Until then caches fill and sessions go cold for the first time: what grows is no leak.</summary>
    public TimeSpan WarmUp => For * 0.4 < LongestWarmUp ? For * 0.4 : LongestWarmUp;

    /// <summary>From one line to the next.</summary>
    public TimeSpan Interval => TimeSpan.FromSeconds(Math.Clamp(For.TotalSeconds / 60, 1, 60));

    /// <returns>Null when the arguments are not understood.</returns>
    public static SoakOptions? Parse(IReadOnlyList<string> args)
    {
        var options = new SoakOptions { For = TimeSpan.Zero };
        for (var at = 0; at < args.Count; at += 2)
        {
            if (at + 1 == args.Count || options.With(args[at], args[at + 1]) is not { } changed)
                return null;
            options = changed;
        }
        return options.For > TimeSpan.Zero ? options : null;
    }

    private SoakOptions? With(string name, string value) => name switch
    {
        "--for" when Durations.TryParse(value, out var duration) => this with { For = duration },
        "--rate" when double.TryParse(value, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= 10_000 => this with { Rate = rate },
        "--cut" when double.TryParse(value, CultureInfo.InvariantCulture, out var cut) && cut is >= 0 and <= 1 => this with { Cut = cut },
        _ => null,
    };
}
