namespace Trooper.Core.Access;

/// <summary>A key as it is kept: its secret is known only by its hash.</summary>
public sealed record ApiKey
{
    /// <summary>What it is called by when it is listed, revoked or named in a log: never the secret, nor part of it.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the secret, in lower-case hexadecimals. The secret has 256 random bits, so that a slow hash would add nothing.</summary>
    public required string Hash { get; init; }
    public required string Team { get; init; }
    public required string Name { get; init; }
    public required KeyRole Role { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The names of the providers that it may be served by; null is all.</summary>
    public IReadOnlyList<string>? Providers { get; init; }
    public KeyLimits Limits { get; init => field = value ?? KeyLimits.None; } = KeyLimits.None;

    public bool IsLive(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);
}
