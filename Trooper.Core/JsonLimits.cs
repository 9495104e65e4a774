namespace Trooper.Core;

public static class JsonLimits
{
    /// <summary>How deep JSON may nest: tool schemas and arguments go past the framework's 64.</summary>
    public const int MaxDepth = 256;
}
