namespace Trooper.Api.Configuration;

/// <summary>A setting that can't be used: one line that names it, its value, and what is accepted. The start ends with it.</summary>
public sealed class SettingException(string name, string value, string accepted)
    : Exception($"{name}: '{value}' is not accepted: {accepted}")
{
    /// <summary>The connection string is none. Its value is not repeated: it may hold a password.</summary>
    public static SettingException Database(ArgumentException malformed) =>
        new("TROOPER_DATABASE", "…", $"a Postgres connection string, such as Host=db;Database=trooper;Username=trooper ({malformed.Message})");
}
