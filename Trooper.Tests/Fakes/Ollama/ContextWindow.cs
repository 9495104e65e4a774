using System.Text.Json;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Ollama;

/// <summary>Ollama's trap: what doesn't fit <c>num_ctx</c> is dropped without a word, the oldest first.</summary>
internal static class ContextWindow
{
    private const int DefaultSize = 4096;

    public static int Size(JsonElement body) => body.Field("options").Integer("num_ctx") ?? DefaultSize;

    public static bool Holds(Prompt prompt, JsonElement body) => TokenCount.Of(prompt) <= Size(body);

    /// <summary>What the model sees: tools, system turns and the last turn always, the others as far as they fit.</summary>
    public static Prompt Visible(Prompt prompt, JsonElement body)
    {
        var turns = prompt.Turns.ToList();
        while (!Holds(prompt with { Turns = turns }, body) && turns.FindIndex(turn => turn.Role != "system") is var oldest && oldest >= 0 && oldest < turns.Count - 1)
        {
            turns.RemoveAt(oldest);
        }

        return prompt with { Turns = turns };
    }
}
