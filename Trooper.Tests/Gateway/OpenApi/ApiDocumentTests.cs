using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.OpenApi;

/// <summary><c>/openapi/v1.json</c>: every route, with what it is for.</summary>
public sealed class ApiDocumentTests
{
    [Fact]
    public async Task Every_route_that_is_mapped_is_described()
    {
        await using var trooper = await TrooperHost.Start();
        var document = await Read(trooper);

        var mapped = trooper.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {PathOf(endpoint)}"));
        var described = document.Paths.SelectMany(path => path.Value.Operations!.Select(operation => (Route: $"{operation.Key} {path.Key}", Operation: operation.Value))).ToList();

        Assert.Equal(mapped.Except(["GET /openapi/{documentName}.json"]).Order(StringComparer.Ordinal), described.Select(route => route.Route).Order(StringComparer.Ordinal));
        Assert.All(described, route => Assert.False(string.IsNullOrWhiteSpace(route.Operation.Summary), $"{route.Route} is not described"));
        Assert.All(
            described.SelectMany(route => (route.Operation.Parameters ?? []).Select(parameter => (route.Route, Parameter: parameter))),
            asked => Assert.False(string.IsNullOrWhiteSpace(asked.Parameter.Description), $"{asked.Route}: {asked.Parameter.Name} is not described"));
    }

    [Fact]
    public async Task Answers_of_our_own_have_their_form_and_errors_theirs()
    {
        await using var trooper = await TrooperHost.Start();
        var document = await Read(trooper);

        var recovery = document.Paths["/recovery/{id}"].Operations![HttpMethod.Get];
        var report = recovery.Responses!["200"].Content!["application/json"].Schema!;
        Assert.Superset(new HashSet<string> { "session_id", "completed_steps", "resume_from", "recovery_hint", "sitrep" }, report.Properties!.Keys.ToHashSet());
        Assert.Contains("application/problem+json", recovery.Responses["404"].Content!.Keys);
        Assert.Contains("application/json", document.Paths["/v1/messages"].Operations![HttpMethod.Post].Responses!["429"].Content!.Keys);
        Assert.Equal(["apiKey", "bearer"], document.Components!.SecuritySchemes!.Keys.Order());
    }

    private static async Task<OpenApiDocument> Read(TrooperHost trooper)
    {
        var reply = await trooper.Http.Send(HttpMethod.Get, "/openapi/v1.json");
        Assert.True(reply.Status == 200, $"{reply.Status} {reply.Body} {string.Join('\n', trooper.Log.Faults)}");
        var read = await OpenApiDocument.LoadAsync(new MemoryStream(reply.Bytes), "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        return read.Document!;
    }

    private static string PathOf(RouteEndpoint endpoint) => $"/{endpoint.RoutePattern.RawText!.Trim('/').Replace("**", "", StringComparison.Ordinal)}";
}
