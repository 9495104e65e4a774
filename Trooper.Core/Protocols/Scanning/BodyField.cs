using System.Text;

namespace Trooper.Core.Protocols.Scanning;

/// <summary>Reads a field's value, on which the scan stands, and leaves the scan on its end.</summary>
internal delegate void BodyFieldReading(ref BodyScan scan);

/// <summary>A field of a request's body that Trooper reads.</summary>
/// <param name="read">How it is read.</param>
internal sealed class BodyField(string name, BodyFieldReading read)
{
    private readonly byte[] utf8 = Encoding.UTF8.GetBytes(name);

    public string Name => name;

    public ReadOnlySpan<byte> Utf8 => utf8;

    public BodyFieldReading Read => read;

    /// <summary>It is Trooper's own: no provider sees it.</summary>
    public bool IsOwn { get; init; }

    /// <summary>It is read though it be null: something is to be put in its place.</summary>
    public bool TakesNull { get; init; }

    /// <summary>What all dialects have.</summary>
    public static readonly IReadOnlyList<BodyField> Common =
    [
        new("model", ReadModel) { TakesNull = true },
        new("stream", static (ref scan) => scan.Request.Stream = scan.Boolean()),
        new("tools", static (ref scan) => scan.Request.ToolsBytes = scan.NonEmptyList()),
        new("metadata", ReadMetadata),
        new("prompt_cache_key", static (ref scan) => scan.Request.Hints.PromptCacheKey = scan.TextOrNothing()),
        Wish("x_force_local", RouteWish.ForceLocal),
        Wish("x_prefer_local", RouteWish.PreferLocal),
        Wish("x_force_cloud", RouteWish.ForceCloud),
    ];

    private static BodyField Wish(string name, RouteWish wish) =>
        new(name, (ref scan) => scan.Request.Wish |= scan.Boolean() ? wish : RouteWish.None) { IsOwn = true };

    private static void ReadModel(ref BodyScan scan)
    {
        scan.Request.Model = scan.IsAbsent ? null : scan.Text();
        scan.Request.ModelBytes = scan.Value();
    }

    private static void ReadMetadata(ref BodyScan scan)
    {
        var metadata = scan.Element();
        scan.Request.Hints.UserId ??= metadata.Text("user_id");
        scan.Request.Hints.MetadataSessionId = metadata.Text("session_id");
    }
}
