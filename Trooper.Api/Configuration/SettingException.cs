namespace Trooper.Api.Configuration;

/// <summary>A setting that can't be used: one line that names it, its value, and what is accepted. The start ends with it.</summary>
public sealed class SettingException(string name, string value, string accepted)
    : Exception($"{name}: '{value}' is not accepted: {accepted}");
