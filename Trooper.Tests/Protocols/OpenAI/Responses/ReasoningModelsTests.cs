using Trooper.Core.Protocols.OpenAI.Responses;

namespace Trooper.Tests.Protocols.OpenAI.Responses;

public sealed class ReasoningModelsTests
{
    [Theory]
    [InlineData("gpt-6-codex", true)]
    [InlineData("gpt-5.4", true)]
    [InlineData("o4-mini", true)]
    [InlineData("grok-4-fast-reasoning", true)]
    [InlineData("grok-4-fast-non-reasoning", false)]
    [InlineData("gpt-5-chat-latest", false)]
    [InlineData("gpt-4.1", false)]
    [InlineData("gpt-4o-mini", false)]
    [InlineData("omni", false)]
    [InlineData("gpt-", false)]
    public void A_name_tells_whether_the_model_reasons(string model, bool reasons) => Assert.Equal(reasons, ReasoningModels.Includes(model));
}
