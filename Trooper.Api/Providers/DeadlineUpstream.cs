using Trooper.Core.Providers;

namespace Trooper.Api.Providers;

/// <summary>Gives up on a provider that does not begin to answer in time.</summary>
internal sealed class DeadlineUpstream(IUpstream inner, TimeProvider time) : IUpstream
{
    public async Task<UpstreamReply> Send(UpstreamCall call, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(call.HeaderDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return await inner.Send(call, either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new UpstreamUnreachableException(Judgement.Timeout, $"no answer within {call.HeaderDeadline.TotalSeconds:0} s");
        }
    }
}
