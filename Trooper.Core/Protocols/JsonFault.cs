using System.Text.Json;

namespace Trooper.Core.Protocols;

internal static class JsonFault
{
    /// <summary>What is wrong with the JSON, without the path and position that the framework's message ends with: those are said beside it.</summary>
    public static string Of(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}
