using Trooper.Core.Limits;
using Trooper.Core.Sessions;
using Trooper.Journal.Limits;

namespace Trooper.Api.Limits;

/// <summary>Keeps this node's part in the limits that nodes enforce together.</summary>
internal sealed partial class LimitBeat(BudgetBook budgets, TimeProvider time, ILogger<LimitBeat> log) : BackgroundService
{
    private bool wasAlone;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Try(budgets.Close);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BudgetBook.BeatEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await Try(budgets.Beat);
    }

    private async Task Try(Func<Task> beat)
    {
        try
        {
            await beat();
        }
        catch (Exception e) when (e is JournalUnavailableException or IOException)
        {
            // The journal itself says that its database is away.
        }
        var isAlone = budgets.IsAlone;
        if (isAlone && !wasAlone)
            LogAlone();
        wasAlone = isAlone;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Limits are counted by this process by itself while the database can't be asked: a key may get its whole limit from each")]
    private partial void LogAlone();
}

internal static class LimitServices
{
    public static void AddLimits(this IServiceCollection services)
    {
        services.AddSingleton(provider => SharesBeside.Of(provider.GetRequiredService<IJournal>(), provider.GetRequiredService<Core.Usage.IUsageStore>()));
        services.AddSingleton<BudgetBook>();
        services.AddSingleton<LimitGate>();
        services.AddHostedService<LimitBeat>();
    }
}
