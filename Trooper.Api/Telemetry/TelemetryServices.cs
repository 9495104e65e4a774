using Trooper.Api.Telemetry.Prometheus;

namespace Trooper.Api.Telemetry;

internal static class TelemetryServices
{
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.AddSingleton<TrooperMetrics>();
        services.AddSingleton<TurnTelemetry>();
        services.AddSingleton<MetricsPage>();
        OtlpExport.AddTo(services, configuration);
    }
}
