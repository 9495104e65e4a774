using System.Text;
using Trooper.Core.Protocols;
using Trooper.Core.Providers;

namespace Trooper.Tests.Protocols;

public sealed class RequestRepairTests
{
    private const string Body = """{"model":"m","max_tokens":5,"temperature":0.5,"messages":[{"role":"user","content":"top_p"}],"tools":[]}""";

    [Theory]
    [InlineData("""{"error":{"message":"Unsupported value","param":"temperature"}}""", "temperature", """{"model":"m","max_tokens":5,"messages":[{"role":"user","content":"top_p"}],"tools":[]}""")]
    [InlineData("""[{"error":{"message":"Invalid JSON payload received. Unknown name \"temperature\": Cannot find field."}}]""", "temperature", """{"model":"m","max_tokens":5,"messages":[{"role":"user","content":"top_p"}],"tools":[]}""")]
    [InlineData("""{"error":"registry.ollama.ai/library/m does not support tools"}""", "tools", """{"model":"m","max_tokens":5,"temperature":0.5,"messages":[{"role":"user","content":"top_p"}]}""")]
    [InlineData("""{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","param":"max_tokens"}}""", null, """{"model":"m","max_completion_tokens":5,"temperature":0.5,"messages":[{"role":"user","content":"top_p"}],"tools":[]}""")]
    public void A_parameter_that_the_model_does_not_take_is_mended(string error, string? dropped, string expected)
    {
        var repaired = RequestRepair.Try(Encoding.UTF8.GetBytes(Body), UpstreamError.Read(Encoding.UTF8.GetBytes(error)));

        Assert.Equal((expected, dropped), (Encoding.UTF8.GetString(repaired!.Value.Body.Span), repaired.Value.Dropped));
    }

    [Theory]
    [InlineData("""{"error":{"message":"Invalid value","param":"messages[0].content"}}""")]
    [InlineData("""{"error":{"message":"Unknown parameter: 'model'."}}""")]
    [InlineData("""{"error":{"message":"top_p is wrong","param":"top_p"}}""")]
    [InlineData("""{"error":{"message":"something else"}}""")]
    public void What_the_client_said_is_left_alone(string error) =>
        Assert.Null(RequestRepair.Try(Encoding.UTF8.GetBytes(Body), UpstreamError.Read(Encoding.UTF8.GetBytes(error))));
}
