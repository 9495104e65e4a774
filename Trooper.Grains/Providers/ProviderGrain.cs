using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Orleans.Utilities;
using Trooper.Core.Providers;

namespace Trooper.Grains.Providers;

/// <summary>A provider's breaker for the whole cluster. It is kept when it opens, closes or grants its trial: one or two failures are soon forgotten anyway.</summary>
public sealed partial class ProviderGrain(
    [PersistentState("breaker", ProviderGrain.Storage)] IPersistentState<BreakerState> state,
    TimeProvider time,
    ILogger<ProviderGrain> log) : Grain, IProviderGrain
{
    public const string Storage = "trooper";

    private static readonly TimeSpan NodeForgottenAfter = TimeSpan.FromMinutes(1);

    private readonly ObserverManager<IProviderWatcher> nodes = new(NodeForgottenAfter, log);

    private string Provider => this.GetPrimaryKeyString();

    private Breaker Breaker => state.State.Breaker ?? Breaker.Healthy;

    private BreakerNews News => new(Provider, state.State.Version, Breaker);

    public async Task<BreakerNews> Failed(FailureReport report)
    {
        var wasClosed = Breaker.IsClosed;
        await Change(Breaker.Failed(time.GetUtcNow(), report.Error, report.BackAt, report.OpensFor));
        if (wasClosed && !Breaker.IsClosed)
            LogOpened(Provider, Breaker.RetryAt);
        return News;
    }

    public async Task<BreakerNews> Succeeded()
    {
        if (Breaker is { IsClosed: true, Failures: 0 })
            return News;
        if (!Breaker.IsClosed)
            LogClosed(Provider);
        await Change(Breaker.Succeeded());
        return News;
    }

    public async Task<BreakerNews> Released()
    {
        if (Breaker.Position == BreakerPosition.HalfOpen)
            await Change(Breaker.TrialReleased());
        return News;
    }

    public async Task<TrialAnswer> TryTrial()
    {
        if (Breaker.TryGrantTrial(time.GetUtcNow()) is not { } trial)
            return new(Breaker.IsClosed, News);
        LogTrial(Provider);
        await Change(trial);
        return new(true, News);
    }

    public Task<BreakerNews?> Renew(IProviderWatcher node, long knownVersion)
    {
        nodes.Subscribe(node, node);
        return Task.FromResult(knownVersion == state.State.Version ? null : News);
    }

    private async Task Change(Breaker changed)
    {
        var wasClosed = Breaker.IsClosed;
        // By the clock, so that the next activation's versions are greater though this one did not keep all of its own.
        state.State = new() { Version = Math.Max(state.State.Version + 1, time.GetUtcNow().Ticks), Breaker = changed };
        await nodes.Notify(node => node.Changed(News));
        if (wasClosed && changed.IsClosed)
            return;
        try
        {
            await state.WriteStateAsync();
        }
        catch (InconsistentStateException)
        {
            DeactivateOnIdle(); // another activation keeps the breaker now
        }
        catch (Exception e) when (e is System.Data.Common.DbException or OrleansException or TimeoutException)
        {
            LogNotKept(e); // the breaker does its work all the same
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Provider} is left alone by all nodes until {RetryAt:u}: its turns fail")]
    private partial void LogOpened(string provider, DateTimeOffset? retryAt);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Provider} is tried again")]
    private partial void LogTrial(string provider);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Provider} answers again")]
    private partial void LogClosed(string provider);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A provider's state could not be kept; a restart of the cluster will not know of it")]
    private partial void LogNotKept(Exception exception);
}
