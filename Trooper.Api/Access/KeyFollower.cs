using Trooper.Api.Operations;
using Trooper.Core.Access;

namespace Trooper.Api.Access;

/// <summary>Keeps this process's ring as the key store is. While the store can't be read, the keys known last serve on.</summary>
internal sealed partial class KeyFollower(Locksmith locksmith, IKeyStore store, KeyRing ring, TimeProvider time, ILogger<KeyFollower> log) : BackgroundService, IReadinessCheck
{
    /// <summary>A store that has not answered by then is waited for while the process runs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private bool hasTried;
    private bool isCutOff;

    public string? WhyNot => ring.IsKnown ? null : "the keys have not been read yet";

    /// <summary>Reads the keys for the first time, if the store answers soon.</summary>
    /// <exception cref="KeyStoreException">They can't be read, until somebody mends it.</exception>
    public async Task ReadFirst(CancellationToken cancellation)
    {
        hasTried = true;
        try
        {
            await locksmith.Refresh(cancellation).WaitAsync(Patience, time, cancellation);
        }
        catch (KeyStoreException e) when (e.MayPass)
        {
            NoteFailure(e);
        }
        catch (TimeoutException)
        {
            // It goes on in the loop below, where its failure is seen.
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!hasTried)
            await ReadFirst(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await store.Changed(stoppingToken);
            try
            {
                await locksmith.Refresh(stoppingToken);
                if (isCutOff)
                    LogBack();
                isCutOff = false;
            }
            catch (KeyStoreException e)
            {
                NoteFailure(e);
            }
        }
    }

    private void NoteFailure(KeyStoreException failure)
    {
        if (!isCutOff)
            LogCutOff(failure.Message, ring.IsKnown ? "the keys known last serve on" : "nobody is let in until they are read");
        isCutOff = true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason}; {Meanwhile}")]
    private partial void LogCutOff(string reason, string meanwhile);

    [LoggerMessage(Level = LogLevel.Information, Message = "The keys can be read again")]
    private partial void LogBack();
}
