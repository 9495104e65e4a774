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
        var droppable = prompt.Turns.SkipLast(1).Where(turn => turn.Role != "system");
        foreach (var oldest in droppable)
        {
            if (Holds(prompt, body))
            {
                break;
            }

            prompt = prompt with { Turns = [.. prompt.Turns.Where(turn => !ReferenceEquals(turn, oldest))] };
        }

        return prompt;
    }
}
