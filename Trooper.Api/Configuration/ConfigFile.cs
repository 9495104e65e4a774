using System.Text.Json;

namespace Trooper.Api.Configuration;

/// <summary>
/// The JSON file that <c>TROOPER_CONFIG</c> names: settings by the names that they have in the environment, at the top or under <c>Trooper</c>.
/// </summary>
internal sealed class ConfigFile(string path)
{
    public const string Setting = "TROOPER_CONFIG";
    public const string Section = "Trooper";

    public string Path => path;

    /// <summary>Null where there is no file, or it may not be read.</summary>
    public byte[]? Look()
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The settings that its bytes hold, as <c>Trooper:NAME</c>.</summary>
    /// <exception cref="SettingException">They are not JSON.</exception>
    public Dictionary<string, string?> Parse(byte[]? contents)
    {
        if (contents is null)
            throw new SettingException(Setting, path, "the path of a JSON file that can be read");
        try
        {
            using var stream = new MemoryStream(contents);
            var parsed = new ConfigurationBuilder().AddJsonStream(stream).Build();
            return parsed.AsEnumerable().Where(pair => pair.Value is not null).ToDictionary(pair => InSection(pair.Key), pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        }
        // A name that stands there twice is the reader's FormatException.
        catch (Exception e) when (e is InvalidDataException or FormatException or JsonException or ArgumentException)
        {
            throw new SettingException(Setting, path, $"a JSON object of settings ({(e.InnerException ?? e).Message})");
        }
    }

    private static string InSection(string key) => key.StartsWith(Section + ":", StringComparison.OrdinalIgnoreCase) ? key : $"{Section}:{key}";
}
