using Trooper.Api.Providers;
using Trooper.Api.Telemetry;
using Trooper.Api.Turns.Requests;
using Trooper.Core.Providers;

namespace Trooper.Api.Turns;

/// <summary>
/// Takes a turn down the chain until a provider answers.
/// </summary>
/// <remarks>
/// For each provider, in order:
/// 1. skip it while its breaker is open (the local model is tried all the same when nobody else is left);
/// 2. let it answer (<see cref="ProviderVisit"/>);
/// 3. when it failed, go to the next. One that broke in the middle of a text is followed by one that goes on with the same message;
///    inside a tool call nothing is spliced, as arguments cut short must not look complete, and what was told from local-only messages
///    is not shown to a cloud to be gone on with.
/// </remarks>
internal sealed partial class ChainWalker(IProviders providers, ProviderVisit visit, ILogger<ChainWalker> log)
{
    /// <summary>The provider whose attempt ended the walk, and how; the end is <see cref="AttemptEnd.Failed"/> when nobody is left.</summary>
    public async Task<Answer> Walk(TurnRequest turn, TurnTrail trail, ReplyInProgress reply, ClientStream? client)
    {
        var last = new Answer(new AttemptEnd.Failed(Judgement.NetworkError, "there is no provider", false), null, []);
        for (var at = 0; at < turn.Chain.Count; at++)
        {
            var provider = turn.Chain[at];
            var isLast = at + 1 == turn.Chain.Count;
            if (!await providers.MayCall(provider.Name) && !(provider.IsLocal && isLast))
            {
                TurnSpans.Skipped(provider.Name);
                last = new(new AttemptEnd.Failed(Core.Sessions.Attempt.CircuitOpen, "left alone for a while, after failures", false), null, []);
            }
            else
            {
                last = await visit.Ask(turn, provider, trail, reply, client);
            }

            await Report(provider, last);
            if (last.End is not AttemptEnd.Failed failed)
                return last;

            LogLeft(provider.Name, failed.Trigger);
            trail.Left(provider.Name, last.Request?.Model ?? turn.ModelOf(provider), failed, last.Request?.Withheld ?? []);
            await turn.Session.FallBack(turn.Opened.Turn, provider.Name, isLast ? null : turn.Chain[at + 1].Name, failed.Trigger);
            if (reply.IsCommitted && (reply.Recorder.HasToolCalls || last.Request is { HoldsLocalOnly: true }))
                return last;
        }
        return last;
    }

    private async ValueTask Report(Provider provider, Answer answer)
    {
        switch (answer.End)
        {
            case AttemptEnd.Answered:
                providers.Succeeded(provider.Name, answer.Latency);
                break;
            case AttemptEnd.Failed { CountsAgainstProvider: true } failed:
                await providers.Failed(provider.Name, $"{failed.Trigger}: {failed.Reason}", failed.BackAt);
                break;
            case AttemptEnd.Failed { Trigger: Core.Sessions.Attempt.CircuitOpen }:
                break;
            default:
                providers.Released(provider.Name);
                break;
        }
    }

    // What the provider said may quote the prompt: it is for the client, and no line of the log.
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Provider} left ({Trigger})")]
    private partial void LogLeft(string provider, string trigger);
}

/// <param name="Body">A whole reply's bytes, in the provider's dialect; empty for a stream.</param>
internal sealed record Answer(AttemptEnd End, ProviderRequest? Request, byte[] Body)
{
    /// <summary>The client hung up.</summary>
    public static readonly Answer Gone = new(AttemptEnd.ClientGone.Instance, null, []);

    /// <summary>From the call to the first content.</summary>
    public TimeSpan Latency { get; init; }
}
