using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes;

/// <summary>A request as it arrived, and what became of it.</summary>
public sealed class RecordedRequest
{
    private readonly TaskCompletionSource<Outcome> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public required string Method { get; init; }

    public required string Path { get; init; }

    public required string Query { get; init; }

    /// <summary>By name, whatever its case; repeated headers are joined with a comma.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>The parsed body; undefined when it isn't JSON.</summary>
    public required JsonElement Json { get; init; }

    public string Text => Encoding.UTF8.GetString(Body);

    public string Model => Json.Text("model") ?? "";

    /// <summary>What the model got to see, whatever the wire format. Absent when the vendor refused the request.</summary>
    public Prompt? Prompt { get; internal set; }

    /// <summary>The vendor's rule that the request breaks, in the vendor's words, even where a script answered in its place.</summary>
    public string? Violation { get; internal set; }

    /// <summary>How many events the answer has; none when it is no stream.</summary>
    public int Events { get; internal set; }

    /// <summary>Throws when the fake itself failed on the request.</summary>
    public Outcome Outcome => _ended.Task.IsCompleted ? _ended.Task.GetAwaiter().GetResult() : Outcome.Open;

    /// <summary>Completes when the fake is done with the request, or notices that the caller is gone.</summary>
    public Task<Outcome> Ended => _ended.Task.WaitAsync(Patience.Limit);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    internal void End(Outcome outcome) => _ended.TrySetResult(outcome);

    internal void Fail(Exception bug) => _ended.TrySetException(bug);

    internal static async Task<RecordedRequest> Read(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        var bytes = body.ToArray();
        return new RecordedRequest
        {
            Method = request.Method,
            Path = request.Path.Value ?? "",
            Query = request.QueryString.Value ?? "",
            Headers = request.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value.ToArray()), StringComparer.OrdinalIgnoreCase),
            Body = bytes,
            Json = WireJson.TryParse(bytes),
        };
    }
}
