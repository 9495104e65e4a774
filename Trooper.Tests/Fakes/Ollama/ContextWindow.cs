using System.Text.Json;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Ollama;

/// <summary>Ollama's trap: what doesn't fit <c>num_ctx</c> is dropped without a word, the oldest first.</summary>
internal static class ContextWindow
{
    private const int DefaultSize = 4096;

    public static int Size(JsonElement body) => body.Field("options").Integer("num_ctx") ?? DefaultSize;

    public static bool Fits(IReadOnlyList<PromptTurn> turns, JsonElement body) => turns.Sum(TokenCount.Of) <= Size(body);

    /// <summary>The turns that the model sees: system turns and the last one always, the others as far as they fit.</summary>
    public static IReadOnlyList<PromptTurn> Visible(IReadOnlyList<PromptTurn> turns, JsonElement body)
    {
        var visible = turns.ToList();
        while (!Fits(visible, body) && visible.FindIndex(turn => turn.Role != "system") is var oldest && oldest >= 0 && oldest < visible.Count - 1)
        {
            visible.RemoveAt(oldest);
        }

        return visible;
    }
}
