using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Ollama;

internal sealed class OllamaVendor(TimeProvider time, Random chance) : Vendor
{
    private readonly ChatDialect _chat = new(time, new Ids(chance));

    public override string Name => "llama-sim";

    protected override IReadOnlyList<Dialect> Dialects => [_chat];

    public override Reply Probe(RecordedRequest request) => (request.Method, request.Path) switch
    {
        ("GET" or "HEAD", "/") => new Reply(200, request.Method == "HEAD" ? "" : "Ollama is running") { ContentType = "text/plain; charset=utf-8" },
        ("GET", "/api/version") => Reply.Json(200, new { version = "0.12.11" }),
        ("GET", "/api/tags") => Reply.Json(200, new { models = OllamaModels.All.Select(OllamaModels.Describe) }),
        ("GET", "/api/ps") => Reply.Json(200, new { models = _chat.Loaded.Describe() }),
        ("POST", "/api/show") => Show(request.Json),
        _ => new Reply(404, "404 page not found") { ContentType = "text/plain" },
    };

    public override Reply Refusal(Failure failure) => OllamaErrors.Reply(failure);

    public override IEnumerable<(string Name, string Value)> Headers() => [];

    private Reply Show(JsonElement body)
    {
        var name = body.Text("model") ?? body.Text("name") ?? "";
        return OllamaModels.Find(name) is { } model
            ? Reply.Json(200, OllamaModels.Show(model))
            : Refusal(new Failure(FailureKind.NotFound, $"model '{name}' not found"));
    }
}
