using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Trooper.Api.Configuration;

/// <summary>Where the value of a setting stands, in words.</summary>
internal static class SettingOrigin
{
    /// <returns>Null for a setting that has its default.</returns>
    public static string? Of(IConfigurationRoot configuration, string name) =>
        Last(configuration, provider => provider.TryGet(name, out _))
        ?? Last(configuration, provider => provider.TryGet($"{ConfigFile.Section}:{name}", out _) || provider.GetChildKeys([], $"{ConfigFile.Section}:{name}").Any());

    private static string? Last(IConfigurationRoot configuration, Func<IConfigurationProvider, bool> has) =>
        configuration.Providers.LastOrDefault(has) is { } provider ? NameOf(provider) : null;

    private static string NameOf(IConfigurationProvider provider) => provider switch
    {
        EnvironmentVariablesConfigurationProvider => "environment",
        CommandLineConfigurationProvider => "command line",
        JsonConfigurationProvider { Source.Path: { } path } => path,
        ConfigFileProvider file => file.ToString(),
        _ => "given",
    };
}
