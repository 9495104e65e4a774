using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Gemini;

internal sealed class GeminiVendor(TimeProvider time, Random chance) : Vendor
{
    private static readonly string[] Models = ["gemini-sim", "gemini-sim-b"];

    public override string Name => "gemini-sim";

    protected override IReadOnlyList<Dialect> Dialects { get; } = [new GeminiDialect(time, new Ids(chance))];

    public override Reply Probe(RecordedRequest request)
    {
        if (GeminiRules.KeyViolation(request) is { } violation)
        {
            return Refusal(violation);
        }

        return (request.Method, request.Path) switch
        {
            ("GET", "/v1beta/openai/models") => Reply.Json(200, new { @object = "list", data = Models.Select(Describe) }),
            _ => Refusal(new Failure(FailureKind.NotFound, $"Not found: {request.Path}")),
        };
    }

    public override Reply Refusal(Failure failure) => GeminiErrors.Reply(failure);

    public override IEnumerable<(string Name, string Value)> Headers() => [("server", "scaffolding on HTTPServer2"), ("server-timing", "gfet4t7; dur=12")];

    private static object Describe(string id) => new { id = $"models/{id}", @object = "model", owned_by = "google", display_name = id };
}
