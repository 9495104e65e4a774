namespace Trooper.Tests.Fakes.Ollama;

internal sealed record OllamaModel(string Name, params string[] Capabilities)
{
    public bool Can(string capability) => Capabilities.Contains(capability);
}

/// <summary>The models that the fake has pulled: one of each kind.</summary>
internal static class OllamaModels
{
    private static readonly object Details = new
    {
        parent_model = "",
        format = "gguf",
        family = "sim",
        families = new[] { "sim" },
        parameter_size = "8.0B",
        quantization_level = "Q4_K_M",
    };

    public static IReadOnlyList<OllamaModel> All { get; } =
    [
        new("llama-sim:latest", "completion", "tools", "vision"),
        new("llama-sim-think:latest", "completion", "tools", "vision", "thinking"),
        new("llama-sim-plain:latest", "completion"),
    ];

    /// <summary>By name; without a tag <c>:latest</c> is meant.</summary>
    public static OllamaModel? Find(string name)
    {
        var tagged = name.Contains(':') ? name : $"{name}:latest";
        return All.FirstOrDefault(model => model.Name == tagged);
    }

    public static object Describe(OllamaModel model) => new
    {
        name = model.Name,
        model = model.Name,
        modified_at = "2026-01-01T00:00:00Z",
        size = 4_661_224_676,
        digest = new string('0', 64),
        details = Details,
        capabilities = model.Capabilities,
    };

    public static object Show(OllamaModel model) => new
    {
        modelfile = "",
        template = "{{ .Prompt }}",
        details = Details,
        model_info = new Dictionary<string, object> { ["general.architecture"] = "sim", ["sim.context_length"] = 131_072 },
        capabilities = model.Capabilities,
        modified_at = "2026-01-01T00:00:00Z",
    };
}
