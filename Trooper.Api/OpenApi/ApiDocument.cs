using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Trooper.Api.OpenApi;

/// <summary><c>/openapi/v1.json</c>: made from the routes that are mapped, when it is first asked for, with what <see cref="RouteTable"/> says of them.</summary>
internal static class ApiDocument
{
    private const string Bearer = "bearer", ApiKey = "apiKey";
    private const string ProblemJson = "application/problem+json";

    public static void AddApiDocument(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower); // as all of Trooper's own JSON
        services.AddOpenApi(options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer(Describe);
            options.AddOperationTransformer(Describe);
        });
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new()
        {
            Title = "Trooper",
            Version = typeof(ApiDocument).Assembly.GetName().Version!.ToString(3),
            Description = "A gateway between agents and LLM providers that keeps every conversation as a durable session.",
        };
        document.Servers = [];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key of Trooper's, `tr-…`. None is needed on a loopback address while no keys are set up." },
            [ApiKey] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "x-api-key", Description = "The same key, as Anthropic's clients send it." },
        };
        document.Security =
        [
            new() { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] },
            new() { [new OpenApiSecuritySchemeReference(ApiKey, document)] = [] },
            [],
        ];
        return Task.CompletedTask;
    }

    private static async Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var path = $"/{context.Description.RelativePath?.TrimEnd('/').Replace("*", "", StringComparison.Ordinal)}"; // as the document has it
        if (RouteTable.Find(context.Description.HttpMethod!, path) is not { } route)
            return;
        operation.Summary = route.Summary;
        operation.Description = route.Details;
        operation.Tags = new HashSet<OpenApiTagReference> { new(route.Tag, context.Document) };
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            parameter.Description = route.Parameters.GetValueOrDefault(parameter.Name ?? "");
        operation.Parameters = [.. operation.Parameters ?? [], .. route.Headers.Select(header => new OpenApiParameter
        {
            Name = header.Key,
            In = ParameterLocation.Header,
            Description = header.Value,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        })];
        if (route.Body is { } body)
            operation.RequestBody = new OpenApiRequestBody { Description = body, Required = true, Content = Content("application/json", new OpenApiSchema { Type = JsonSchemaType.Object }) };
        operation.Responses = await Responses(route, path, context, cancellation);
    }

    private static async Task<OpenApiResponses> Responses(RouteDescription route, string path, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        IOpenApiSchema? answer = route.Answer is { } type ? await context.GetOrCreateSchemaAsync(type, cancellationToken: cancellation) : null;
        var responses = new OpenApiResponses
        {
            [$"{route.Status}"] = new OpenApiResponse { Description = route.Answers, Content = route.MediaType is { } media ? Content(media, answer) : null },
        };
        var isProtocol = path.StartsWith("/v1/", StringComparison.Ordinal) || route.Headers.ContainsKey("X-Force-Local");
        var problem = isProtocol || route.Errors.Count == 0 ? null : await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), cancellationToken: cancellation);
        foreach (var status in route.Errors)
        {
            responses[$"{status}"] = new OpenApiResponse
            {
                Description = isProtocol ? $"{Reason(status)} The body is the error of the protocol asked." : Reason(status),
                Content = isProtocol ? Content("application/json", new OpenApiSchema { Type = JsonSchemaType.Object }) : Content(ProblemJson, problem),
            };
        }
        return responses;
    }

    private static Dictionary<string, OpenApiMediaType> Content(string media, IOpenApiSchema? schema) => new() { [media] = new() { Schema = schema } };

    private static string Reason(int status) => status switch
    {
        400 => "Something of the request is not accepted, and is named.",
        401 => "No key, or none that is known.",
        403 => "Not for this caller.",
        404 => "There is no such thing, or it is another team's.",
        413 => "The body is too large.",
        415 => "The body's media type or encoding is not accepted.",
        429 => "A limit is reached; `Retry-After` says for how long.",
        502 => "No provider could answer.",
        _ => "Not now; `Retry-After` may say when.",
    };
}
