using Trooper.Core.Providers;

namespace Trooper.Tests.Providers;

public sealed class PromptExcessTests
{
    [Theory]
    [InlineData("prompt is too long: 210000 tokens > 200000 maximum", 210000, 200000)]
    [InlineData("This model's maximum context length is 128000 tokens. However, your messages resulted in 130001 tokens.", 130001, 128000)]
    [InlineData("The input token count (1,200,000) exceeds the maximum number of tokens allowed (1048576).", 1200000, 1048576)]
    public void Every_provider_s_words_say_both_numbers(string message, int tokens, int maximum) =>
        Assert.Equal(new PromptExcess(tokens, maximum), PromptExcess.Read(message));

    [Theory]
    [InlineData("the prompt is too long")]
    [InlineData("400 too long for 8 bits")]
    [InlineData("at most 4096 tokens")]
    public void Words_without_them_say_none(string message) => Assert.Null(PromptExcess.Read(message));
}
