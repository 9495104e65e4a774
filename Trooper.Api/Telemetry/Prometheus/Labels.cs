namespace Trooper.Api.Telemetry.Prometheus;

/// <summary>The values of a measurement's labels; no instrument of ours has more than three.</summary>
internal readonly record struct Labels(string? First, string? Second, string? Third)
{
    /// <summary>Stands for whatever is counted once a family has as many series as it may.</summary>
    public static readonly Labels Rest = new("other", "other", "other");

    public static Labels Of(ReadOnlySpan<KeyValuePair<string, object?>> tags) => new(
        tags.Length > 0 ? tags[0].Value as string : null,
        tags.Length > 1 ? tags[1].Value as string : null,
        tags.Length > 2 ? tags[2].Value as string : null);

    public string? this[int place] => place switch { 0 => First, 1 => Second, _ => Third };
}
