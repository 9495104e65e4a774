using Trooper.Api.Configuration;

namespace Trooper.Api.Commands.Check;

/// <summary>The settings, and where each that is not left to its default stands. A secret's value is never told.</summary>
internal static class SettingCheck
{
    public static IEnumerable<Finding> Look(IConfigurationRoot configuration, TrooperOptions options)
    {
        yield return Finding.Ok("chain", options.ChainInWords);
        if (!options.HasCloud)
            yield return Finding.Warning("chain", "no cloud provider has a key, so that Ollama serves everything", "Set CLAUDE_API_KEY, GEMINI_API_KEY or OPENAI_API_KEY if that is not meant");
        var reader = new SettingReader(configuration);
        foreach (var setting in Setting.All)
        {
            if (reader.Text(setting.Name) is { } value && SettingOrigin.Of(configuration, setting.Name) is { } origin)
                yield return Finding.Ok("setting", $"{setting.Name} {(setting.IsSecret ? "is set" : $"= {value}")} ({origin})");
        }
        foreach (var name in Unknown(configuration))
            yield return Finding.Warning("setting", $"{name} ({SettingOrigin.Of(configuration, name)}) is no setting, and does nothing", "See the README for the names that are");
        if (configuration.GetSection($"{ConfigFile.Section}:{PriceSettings.Name}").Exists())
            yield return Finding.Ok("prices", $"some are set ({SettingOrigin.Of(configuration, PriceSettings.Name)})");
    }

    // The environment is full of names; those in our section of a file are meant for us.
    private static IEnumerable<string> Unknown(IConfigurationRoot configuration) => configuration.GetSection(ConfigFile.Section).GetChildren()
        .Select(child => child.Key)
        .Where(name => !name.Equals(PriceSettings.Name, StringComparison.OrdinalIgnoreCase) && !Setting.All.Any(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));
}
