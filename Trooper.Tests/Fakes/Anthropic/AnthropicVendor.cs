using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Anthropic;

internal sealed class AnthropicVendor : Vendor
{
    private readonly TimeProvider _time;
    private readonly Ids _ids;
    private readonly MessagesDialect _messages;

    public AnthropicVendor(TimeProvider time, Random chance)
    {
        _time = time;
        _ids = new Ids(chance);
        _messages = new MessagesDialect(_ids);
    }

    public override string Name => "claude-sim";

    protected override IReadOnlyList<Dialect> Dialects => [_messages];

    public override Reply Probe(RecordedRequest request)
    {
        if (AnthropicHeaders.Violation(request) is { } violation)
        {
            return Refusal(violation);
        }

        return (request.Method, request.Path) switch
        {
            ("POST", "/v1/messages/count_tokens") => CountTokens(request),
            ("GET", "/v1/models") => Reply.Json(200, AnthropicModels.Page()),
            ("GET", _) when AnthropicModels.Find(request.Path) is { } model => Reply.Json(200, model),
            _ => Refusal(new Failure(FailureKind.NotFound, $"Not found: {request.Path}")),
        };
    }

    public override Reply Refusal(Failure failure) => AnthropicErrors.Reply(failure, _ids.Letters("req_011C", 20));

    public override IEnumerable<(string Name, string Value)> Headers()
    {
        var reset = _time.GetUtcNow().AddSeconds(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        return
        [
            ("request-id", _ids.Letters("req_011C", 20)),
            ("anthropic-organization-id", "00000000-0000-4000-8000-000000000001"),
            ("anthropic-ratelimit-requests-limit", "4000"),
            ("anthropic-ratelimit-requests-remaining", "3999"),
            ("anthropic-ratelimit-requests-reset", reset),
            ("anthropic-ratelimit-input-tokens-limit", "400000"),
            ("anthropic-ratelimit-input-tokens-remaining", "399000"),
            ("anthropic-ratelimit-input-tokens-reset", reset),
        ];
    }

    private Reply CountTokens(RecordedRequest request) =>
        _messages.CountViolation(request) is { } violation
            ? Refusal(violation)
            : Reply.Json(200, new { input_tokens = TokenCount.Of(_messages.Read(request.Json)) });
}
