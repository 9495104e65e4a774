using System.Text.Json.Serialization;

namespace Trooper.Core.Access;

/// <summary>Something that was done to the gateway itself, or to what it keeps, by somebody who may.</summary>
/// <param name="By">The id of the key, <see cref="Owner"/>, <see cref="CommandLine"/> or <see cref="SettingsFile"/>.</param>
public sealed record AdministrativeAct(ActKind Act, string By)
{
    public const string Owner = "owner";
    public const string CommandLine = "command line";
    public const string SettingsFile = "settings file";

    /// <summary>The team that it concerns; null where it concerns none, or all.</summary>
    public string? Team { get; init; }

    /// <summary>What it was done to: a key's id, a provider, a session, a file.</summary>
    public string? Subject { get; init; }

    /// <summary>What else there is to know, in words. Never a secret.</summary>
    public string? Detail { get; init; }

    public static AdministrativeAct Of(ActKind act, Caller caller) => new(act, caller.Key?.Id ?? Owner) { Team = caller.Team };
}

[JsonConverter(typeof(JsonStringEnumConverter<ActKind>))]
public enum ActKind
{
    [JsonStringEnumMemberName("key_created")] KeyCreated,
    [JsonStringEnumMemberName("key_revoked")] KeyRevoked,
    [JsonStringEnumMemberName("key_rotated")] KeyRotated,
    [JsonStringEnumMemberName("provider_key_set")] ProviderKeySet,
    [JsonStringEnumMemberName("provider_key_removed")] ProviderKeyRemoved,
    [JsonStringEnumMemberName("session_deleted")] SessionDeleted,
    [JsonStringEnumMemberName("sessions_exported")] SessionsExported,
    [JsonStringEnumMemberName("sessions_imported")] SessionsImported,
    [JsonStringEnumMemberName("configuration_reloaded")] ConfigurationReloaded,
    [JsonStringEnumMemberName("configuration_refused")] ConfigurationRefused,
}

/// <summary>An act as the audit log has it.</summary>
public sealed record AuditEntry(DateTimeOffset At, AdministrativeAct Act);

/// <summary>A page of the audit log, the latest act first.</summary>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, string? NextCursor);
