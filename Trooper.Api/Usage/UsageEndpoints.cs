using System.Globalization;
using Trooper.Api.Access;
using Trooper.Api.Configuration;
using Trooper.Api.Errors;
using Trooper.Core.Access;
using Trooper.Core.Sessions;
using Trooper.Core.Usage;
using Trooper.Journal.Usage;

namespace Trooper.Api.Usage;

/// <summary>What was used, by team, key, model or day: a member sees its team's, an admin everybody's.</summary>
internal static class UsageEndpoints
{
    private const string DayFormat = "yyyy-MM-dd";
    private const int DaysUnlessSaid = 30;

    public static void AddUsage(this IServiceCollection services, TrooperOptions options)
    {
        services.AddSingleton(provider => UsageStores.Beside(provider.GetRequiredService<IJournal>(), options.DataFolder));
        services.AddSingleton<UsageMeter>();
        services.AddHostedService(provider => provider.GetRequiredService<UsageMeter>());
    }

    public static void MapUsage(this IEndpointRouteBuilder app) => app.MapGet("/usage", Answer);

    private static async Task<IResult> Answer(
        HttpContext http, UsageMeter meter, IUsageStore store, TimeProvider time, CancellationToken cancellation, string? from = null, string? to = null, string? by = null)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (!TryRead(to, today, out var last))
            return NoDay("to", to!);
        if (!TryRead(from, last.AddDays(1 - Math.Min(DaysUnlessSaid, last.DayNumber)), out var first))
            return NoDay("from", from!);
        if (first > last)
            return Problems.Bad($"from ({Word(first)}) is after to ({Word(last)})");
        if (!Enum.TryParse<UsageBy>(by ?? nameof(UsageBy.Day), ignoreCase: true, out var kind) || !Enum.IsDefined(kind) || int.TryParse(by, out _))
            return Problems.Bad($"by: '{by}' is not accepted: team, key, model or day");

        await meter.Flush(cancellation); // what this process counted a moment ago is in the answer
        var caller = http.Caller();
        var sums = await store.Sum(new(first, last, kind) { Team = caller.Role == KeyRole.Admin ? null : caller.Team }, cancellation);
        return TypedResults.Json(UsageView.Of(kind, sums), UsageViewJson.Default.UsageView);
    }

    private static bool TryRead(string? text, DateOnly otherwise, out DateOnly day)
    {
        day = otherwise;
        return string.IsNullOrEmpty(text) || DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    private static IResult NoDay(string name, string text) => Problems.Bad($"{name}: '{text}' is not accepted: a day of UTC, such as 2026-06-01");

    private static string Word(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);
}
