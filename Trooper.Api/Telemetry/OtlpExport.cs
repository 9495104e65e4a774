using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Trooper.Api.Telemetry;

/// <summary>
/// Sends traces and metrics to an OTLP receiver, where OpenTelemetry's own variables name one; the rest of them hold as well. Where none is named this is
/// not even loaded: nothing is sampled.
/// </summary>
internal sealed class OtlpExport(bool traces, bool metrics) : IHostedService
{
    private OpenTelemetrySdk? sdk;

    public static void AddTo(IServiceCollection services, IConfiguration configuration)
    {
        if (string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase))
            return;
        var (traces, metrics) = (IsWanted("TRACES"), IsWanted("METRICS"));
        if (traces || metrics)
            services.AddHostedService(_ => new OtlpExport(traces, metrics));

        bool IsWanted(string signal) => configuration[$"OTEL_{signal}_EXPORTER"] != "none"
            && !string.IsNullOrEmpty(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] ?? configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        sdk = OpenTelemetrySdk.Create(builder =>
        {
            var version = typeof(OtlpExport).Assembly.GetName().Version?.ToString(3);
            builder.ConfigureResource(resource => resource.Clear().AddService("trooper", serviceVersion: version).AddTelemetrySdk().AddEnvironmentVariableDetector());
            if (traces)
                builder.WithTracing(tracing => tracing.AddSource(TurnSpans.SourceName));
            if (metrics)
                builder.WithMetrics(metering => metering.AddMeter(TrooperMetrics.MeterName, "System.Runtime"));
            builder.UseOtlpExporter();
        });
        return Task.CompletedTask;
    }

    // What was gathered last goes out before the process does.
    public Task StopAsync(CancellationToken cancellationToken) => Task.Run(() => sdk?.Dispose(), cancellationToken);
}
