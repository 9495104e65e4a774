using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trooper.Core.Access;

namespace Trooper.Tests.Gateway.Limits;

/// <summary>Keys with names that a test can spell, whose secrets are made of them.</summary>
internal static class AsKey
{
    public static ApiKey Limited(string id, KeyLimits limits, string team = "team", KeyRole role = KeyRole.Member) => new()
    {
        Id = id,
        Hash = KeySecret.HashOf(SecretOf(id)),
        Team = team,
        Name = id,
        Role = role,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Limits = limits,
    };

    /// <summary>The header by which a request comes from this key.</summary>
    public static (string Name, string Value) Sent(string id) => ("x-api-key", SecretOf(id));

    /// <summary>Lets these keys in, and no other.</summary>
    public static Action<WebApplicationBuilder> Of(params ApiKey[] keys) => builder => builder.Services.AddSingleton<IKeyStore>(new KeysOf(keys));

    private static string SecretOf(string id) => KeySecret.Prefix + id;

    private sealed class KeysOf(IReadOnlyList<ApiKey> keys) : IKeyStore
    {
        public Task<KeyBook> Read(CancellationToken cancellation) => Task.FromResult(new KeyBook { Keys = keys });

        public Task<KeyBook> Change(Func<KeyBook, KeyBook> change, CancellationToken cancellation) => throw new NotSupportedException();

        public Task Changed(CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
