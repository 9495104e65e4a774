using Trooper.Api.Operations;

namespace Trooper.Silo.Operations;

/// <summary>A node that was asked to go finishes what is under way, and takes nothing new.</summary>
internal sealed class DrainCheck(IHostApplicationLifetime lifetime) : IReadinessCheck
{
    public string? WhyNot => lifetime.ApplicationStopping.IsCancellationRequested ? "draining" : null;
}
