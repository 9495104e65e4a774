using System.Text.Json;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.OpenAI;

/// <summary>OpenAI content: a string, or parts whose type names differ between the endpoints.</summary>
internal static class Parts
{
    public static string Text(JsonElement content) =>
        content.AsText() ?? string.Join('\n', content.Items().Where(IsText).Select(part => part.Text("text")));

    public static SeenImage Image(string url)
    {
        var comma = url.IndexOf(',');
        return url.StartsWith("data:", StringComparison.Ordinal) && comma > 0
            ? new SeenImage(url["data:".Length..url.IndexOf(';')], Convert.FromBase64String(url[(comma + 1)..]).Length)
            : new SeenImage("url", 0);
    }

    private static bool IsText(JsonElement part) => part.Text("type") is "text" or "input_text" or "output_text";

    /// <summary>A call's arguments as the model wrote them: anything, JSON or not.</summary>
    public static JsonElement Arguments(string? text)
    {
        try
        {
            return WireJson.Parse(text is null or "" ? "{}" : text);
        }
        catch (JsonException)
        {
            return WireJson.Parse(WireJson.Write(text!));
        }
    }
}
