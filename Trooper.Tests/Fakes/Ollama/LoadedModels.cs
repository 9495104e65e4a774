using System.Collections.Concurrent;
using System.Text.Json;

namespace Trooper.Tests.Fakes.Ollama;

/// <summary>The models in memory, each with the context it was last loaded with.</summary>
internal sealed class LoadedModels(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, object> _loaded = new();

    public void Load(OllamaModel model, JsonElement body) => _loaded[model.Name] = new
    {
        name = model.Name,
        model = model.Name,
        size = 5_137_025_024,
        size_vram = 5_137_025_024,
        context_length = ContextWindow.Size(body),
        expires_at = time.GetUtcNow().AddMinutes(5),
    };

    public void Unload(OllamaModel model) => _loaded.TryRemove(model.Name, out _);

    public ICollection<object> Describe() => _loaded.Values;
}
