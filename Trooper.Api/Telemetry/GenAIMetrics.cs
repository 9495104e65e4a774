using System.Diagnostics;
using System.Diagnostics.Metrics;
using Trooper.Api.Providers;

namespace Trooper.Api.Telemetry;

/// <summary>The instruments of OpenTelemetry's conventions for generative AI, for OTLP: nobody listens to them otherwise.</summary>
internal sealed class GenAIMetrics(Meter meter)
{
    private readonly Histogram<double> duration = meter.CreateHistogram(
        "gen_ai.client.operation.duration", "s", "GenAI operation duration.", null, Buckets(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92));

    private readonly Histogram<long> tokens = meter.CreateHistogram(
        "gen_ai.client.token.usage", "{token}", "Number of input and output tokens used.", null, Buckets<long>(1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864));

    private readonly Histogram<double> timeToFirstToken = meter.CreateHistogram(
        "gen_ai.server.time_to_first_token", "s", "Time to generate the first token.", null, Buckets(0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0));

    public const string Chat = "chat";

    public static string NameOf(ProviderKind kind) => kind switch
    {
        ProviderKind.Anthropic => "anthropic",
        ProviderKind.Gemini => "gcp.gemini",
        ProviderKind.OpenAI => "openai",
        _ => "ollama",
    };

    /// <param name="error">Null for a turn that was answered.</param>
    public void TurnEnded(ProviderKind provider, string asked, string? answered, TimeSpan took, TimeSpan? firstWord, string? error)
    {
        if (!duration.Enabled && !timeToFirstToken.Enabled)
            return;
        var tags = Tags(provider, asked, answered);
        if (firstWord is { } first)
            timeToFirstToken.Record(first.TotalSeconds, tags);
        if (error is not null)
            tags.Add("error.type", error);
        duration.Record(took.TotalSeconds, tags);
    }

    public void Tokens(ProviderKind provider, string asked, string? answered, int input, int output)
    {
        if (!tokens.Enabled)
            return;
        tokens.Record(input, Tags(provider, asked, answered, "input"));
        tokens.Record(output, Tags(provider, asked, answered, "output"));
    }

    private static TagList Tags(ProviderKind provider, string asked, string? answered, string? tokenType = null)
    {
        var tags = new TagList { { "gen_ai.operation.name", Chat }, { "gen_ai.provider.name", NameOf(provider) }, { "gen_ai.request.model", asked } };
        if (answered is not null)
            tags.Add("gen_ai.response.model", answered);
        if (tokenType is not null)
            tags.Add("gen_ai.token.type", tokenType);
        return tags;
    }

    private static InstrumentAdvice<double> Buckets(params double[] bounds) => Buckets<double>(bounds);

    private static InstrumentAdvice<T> Buckets<T>(params T[] bounds) where T : struct => new() { HistogramBucketBoundaries = bounds };
}
