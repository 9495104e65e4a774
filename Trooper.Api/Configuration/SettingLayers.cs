using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace Trooper.Api.Configuration;

/// <summary>Where settings come from, the later over the earlier: appsettings.json, the file that <c>TROOPER_CONFIG</c> names, the environment, the command line.</summary>
internal sealed class SettingLayers
{
    private readonly IReadOnlyList<IConfigurationSource> below, above;

    private SettingLayers(ConfigFile file, IReadOnlyList<IConfigurationSource> below, IReadOnlyList<IConfigurationSource> above)
    {
        (File, this.below, this.above) = (file, below, above);
        Contents = file.Look();
    }

    public ConfigFile File { get; }

    /// <summary>The file as it was at the start.</summary>
    public byte[]? Contents { get; }

    /// <summary>Puts the file, where one is named, in its place among the sources.</summary>
    /// <returns>Null where none is.</returns>
    /// <exception cref="SettingException">There is none, or it is not JSON.</exception>
    public static SettingLayers? AddTo(IConfigurationManager configuration)
    {
        if (new SettingReader(configuration).Text(ConfigFile.Setting) is not { } path)
            return null;
        var sources = configuration.Sources;
        var environment = sources.ToList().FindLastIndex(source => source is EnvironmentVariablesConfigurationSource { Prefix: null or "" });
        var place = Math.Max(environment, 0);
        var layers = new SettingLayers(new(path), [.. sources.Take(place)], [.. sources.Skip(place)]);
        sources.Insert(place, layers.FileSource(layers.Contents));
        return layers;
    }

    /// <summary>All settings, with the file's as these bytes say.</summary>
    /// <exception cref="SettingException">They are not JSON.</exception>
    public IConfigurationRoot With(byte[]? contents)
    {
        var builder = new ConfigurationBuilder();
        foreach (var source in below)
            builder.Add(source);
        builder.Add(FileSource(contents));
        foreach (var source in above)
            builder.Add(source);
        return builder.Build();
    }

    private FileSettings FileSource(byte[]? contents) => new(File.Path, File.Parse(contents));

    /// <summary>The file's settings, known by its path.</summary>
    private sealed class FileSettings(string path, Dictionary<string, string?> settings) : IConfigurationSource
    {
        public IConfigurationProvider Build(IConfigurationBuilder builder) => new ConfigFileProvider(path, new() { InitialData = settings });
    }
}

internal sealed class ConfigFileProvider(string path, MemoryConfigurationSource settings) : MemoryConfigurationProvider(settings)
{
    public override string ToString() => path;
}
