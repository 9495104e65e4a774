namespace Trooper.Core.Access;

/// <summary>A team's own key at a provider, sealed: it is read only with a key that is not kept with it.</summary>
public sealed record TeamSecret(string Team, string Provider, byte[] Sealed, DateTimeOffset SetAt);
