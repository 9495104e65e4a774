using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.OpenAI;

internal sealed class OpenAIVendor : Vendor
{
    private readonly Ids _ids;

    public OpenAIVendor(TimeProvider time, Random chance)
    {
        _ids = new Ids(chance);
        Dialects = [new ChatCompletionsDialect(time, _ids), new ResponsesDialect(time, _ids)];
    }

    public override string Name => "gpt-sim";

    protected override IReadOnlyList<Dialect> Dialects { get; }

    public override Reply Probe(RecordedRequest request)
    {
        if (BearerKey.Violation(request) is { } violation)
        {
            return Refusal(violation);
        }

        return (request.Method, request.Path) switch
        {
            ("GET", "/v1/models") => Reply.Json(200, new { @object = "list", data = OpenAIModels.All.Select(OpenAIModels.Describe) }),
            _ => Refusal(new Failure(FailureKind.NotFound, $"Invalid URL ({request.Method} {request.Path})")),
        };
    }

    public override Reply Refusal(Failure failure) => OpenAIErrors.Reply(failure);

    public override IEnumerable<(string Name, string Value)> Headers() =>
    [
        ("x-request-id", _ids.Digits16("req_", 32)),
        ("openai-organization", "org-sim"),
        ("openai-processing-ms", "12"),
        ("openai-version", "2020-10-01"),
        ("x-ratelimit-limit-requests", "5000"),
        ("x-ratelimit-remaining-requests", "4999"),
        ("x-ratelimit-reset-requests", "12ms"),
        ("x-ratelimit-limit-tokens", "160000"),
        ("x-ratelimit-remaining-tokens", "159976"),
        ("x-ratelimit-reset-tokens", "9ms"),
    ];
}
