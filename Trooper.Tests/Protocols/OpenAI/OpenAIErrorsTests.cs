using System.Text;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.OpenAI;
using Trooper.Core.Providers;
using Trooper.Tests.Fakes.Gemini;
using Trooper.Tests.Fakes.Wire;
using Vendors = Trooper.Tests.Fakes;

namespace Trooper.Tests.Protocols.OpenAI;

public sealed class OpenAIErrorsTests
{
    [Theory]
    [InlineData(FailureKind.Invalid, ErrorMeaning.Invalid)]
    [InlineData(FailureKind.PromptTooLong, ErrorMeaning.TooLong)]
    [InlineData(FailureKind.Unauthorized, ErrorMeaning.Unauthorized)]
    [InlineData(FailureKind.Forbidden, ErrorMeaning.Forbidden)]
    [InlineData(FailureKind.NotFound, ErrorMeaning.NotFound)]
    [InlineData(FailureKind.TooLarge, ErrorMeaning.TooLarge)]
    [InlineData(FailureKind.RateLimited, ErrorMeaning.RateLimited)]
    [InlineData(FailureKind.QuotaExhausted, ErrorMeaning.QuotaGone)]
    [InlineData(FailureKind.Billing, ErrorMeaning.QuotaGone)]
    [InlineData(FailureKind.CreditTooLow, ErrorMeaning.QuotaGone)]
    [InlineData(FailureKind.Overloaded, ErrorMeaning.Overloaded)]
    [InlineData(FailureKind.Timeout, ErrorMeaning.TimedOut)]
    [InlineData(FailureKind.ServerError, ErrorMeaning.Broken)]
    public void OpenAIs_failures_are_understood_by_their_meaning(FailureKind kind, ErrorMeaning meaning) =>
        Assert.Equal(meaning, Meaning(Vendors.OpenAI.OpenAIErrors.Reply(new Failure(kind))));

    [Theory]
    [InlineData(FailureKind.Unauthorized, ErrorMeaning.Unauthorized)]
    [InlineData(FailureKind.PromptTooLong, ErrorMeaning.TooLong)]
    [InlineData(FailureKind.RateLimited, ErrorMeaning.RateLimited)]
    [InlineData(FailureKind.Overloaded, ErrorMeaning.Overloaded)]
    public void Geminis_failures_are_understood_though_they_come_in_a_list(FailureKind kind, ErrorMeaning meaning) =>
        Assert.Equal(meaning, Meaning(GeminiErrors.Reply(new Failure(kind))));

    [Fact]
    public void A_prompt_that_is_too_long_is_told_in_the_words_that_make_agents_compact()
    {
        var body = OpenAIErrors.Body(OpenAIErrors.For(ErrorMeaning.TooLong), OpenAIErrors.TooLong(9000, 8192));

        var error = WireJson.Parse(Encoding.UTF8.GetString(body)).Field("error");
        Assert.Equal(("context_length_exceeded", "invalid_request_error"), (error.Text("code"), error.Text("type")));
        Assert.StartsWith("This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.", error.Text("message"));
        Assert.True(UpstreamError.Read(body).IsTooLong);
    }

    [Fact]
    public void The_envelope_always_has_its_four_fields()
    {
        var error = WireJson.Parse(Encoding.UTF8.GetString(OpenAIErrors.Body(400, "no", "messages[0]", "missing_required_parameter"))).Field("error");

        Assert.Equal(["message", "type", "param", "code"], error.Properties().Select(field => field.Name));
        Assert.Equal(("messages[0]", "missing_required_parameter"), (error.Text("param"), error.Text("code")));
    }

    private static ErrorMeaning Meaning(Reply reply) => OpenAIErrors.MeaningOf(reply.Status, UpstreamError.Read(Encoding.UTF8.GetBytes(reply.Body)));
}
