using System.Text.Json;
using Trooper.Api.Access;
using Trooper.Api.Configuration;
using Trooper.Api.Dialects;
using Trooper.Api.Errors;
using Trooper.Api.Turns;

namespace Trooper.Api.Providers;

/// <summary>
/// The models of the chain, and those that the local Ollama has: in Anthropic's shape when <c>anthropic-version</c> is sent, else in OpenAI's.
/// </summary>
internal static class ModelEndpoints
{
    // The vendors say when a model was made; for a gateway's list any fixed date serves, as clients only show it.
    private static readonly DateTimeOffset Created = DateTimeOffset.UnixEpoch;

    public static void MapModels(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/models", async (HttpContext http, CallerOptions options, LocalModels local) =>
        {
            var models = await Models(options.For(http.Caller()), local, http.RequestAborted);
            await Write(http, IsAnthropic(http) ? AnthropicList(models) : OpenAIList(models));
        });
        app.MapGet("/v1/models/{**id}", async (HttpContext http, string id, CallerOptions options, LocalModels local) =>
        {
            var model = (await Models(options.For(http.Caller()), local, http.RequestAborted)).FirstOrDefault(model => model.Id == id);
            if (model is null)
                await ApiErrors.Refuse(http, new(404, $"model: {id}"));
            else
                await Write(http, IsAnthropic(http) ? Anthropic(model) : OpenAI(model));
        });
    }

    private sealed record Model(string Id, string Provider);

    private static bool IsAnthropic(HttpContext http) => http.Request.Headers.ContainsKey("anthropic-version");

    private static async Task<List<Model>> Models(TrooperOptions options, LocalModels local, CancellationToken cancellation)
    {
        var models = options.Chain.Select(provider => new Model(provider.Model, provider.Name)).ToList();
        if (options.HasLocal)
            models.AddRange((await local.Names(cancellation)).Order(StringComparer.Ordinal).Select(name => new Model(name, options.Local.Name)));
        return [.. models.DistinctBy(model => model.Id)];
    }

    private static Task Write(HttpContext http, Dictionary<string, object?> body)
    {
        new TurnTrail(TimeProvider.System, http.RequestServices.GetRequiredService<ClientDialects>().Of(http.Request).RequestIdHeader).WriteHeaders(http.Response);
        return http.Response.WriteAsJsonAsync(body, JsonSerializerOptions.Default, http.RequestAborted);
    }

    private static Dictionary<string, object?> AnthropicList(List<Model> models) => new()
    {
        ["data"] = models.Select(Anthropic),
        ["has_more"] = false,
        ["first_id"] = models.FirstOrDefault()?.Id,
        ["last_id"] = models.LastOrDefault()?.Id,
    };

    private static Dictionary<string, object?> Anthropic(Model model) => new()
    {
        ["type"] = "model",
        ["id"] = model.Id,
        ["display_name"] = $"{model.Id} ({model.Provider})",
        ["created_at"] = Created,
    };

    private static Dictionary<string, object?> OpenAIList(List<Model> models) => new() { ["object"] = "list", ["data"] = models.Select(OpenAI) };

    private static Dictionary<string, object?> OpenAI(Model model) => new()
    {
        ["id"] = model.Id,
        ["object"] = "model",
        ["created"] = Created.ToUnixTimeSeconds(),
        ["owned_by"] = model.Provider,
    };
}
