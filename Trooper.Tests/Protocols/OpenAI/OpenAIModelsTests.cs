using Trooper.Core.Protocols;
using Trooper.Core.Protocols.OpenAI;

namespace Trooper.Tests.Protocols.OpenAI;

public sealed class OpenAIModelsTests
{
    [Theory]
    [InlineData("gpt-4o-mini", false, false)]
    [InlineData("gpt-4.1", false, false)]
    [InlineData("gpt-5", true, false)]
    [InlineData("gpt-5-chat-latest", false, false)]
    [InlineData("gpt-5.3-codex", true, false)]
    [InlineData("gpt-5.4-mini", true, true)]
    [InlineData("gpt-6", true, true)]
    [InlineData("openai/gpt-5.4", true, true)]
    [InlineData("o3-mini", true, false)]
    [InlineData("gpt-oss:20b", false, false)]
    [InlineData("ollama-x", false, false)]
    public void A_models_name_tells_what_it_takes(string model, bool reasons, bool needsResponses) =>
        Assert.Equal((reasons, needsResponses), (OpenAIModels.Reasons(model), OpenAIModels.NeedsResponsesForTools(model)));

    [Theory]
    [InlineData("gpt-5", Effort.Off, "minimal")]
    [InlineData("gpt-5.2", Effort.Off, "none")]
    [InlineData("gpt-6", Effort.Off, "low")]
    [InlineData("o3", Effort.Highest, "high")]
    [InlineData("gpt-5.2", Effort.Highest, "xhigh")]
    [InlineData("gpt-5", Effort.Unsaid, null)]
    public void Effort_is_the_nearest_that_the_model_has(string model, Effort effort, string? word) => Assert.Equal(word, OpenAIModels.EffortFor(model, effort));
}
