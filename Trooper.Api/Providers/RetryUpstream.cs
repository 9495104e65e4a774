using Polly;
using Polly.Retry;
using Trooper.Api.Configuration;
using Trooper.Core.Providers;

namespace Trooper.Api.Providers;

/// <summary>Asks a provider once more when it said to wait a little. Nothing of its first answer has reached the client.</summary>
internal sealed class RetryUpstream : IUpstream
{
    private readonly IUpstream inner;
    private readonly ResiliencePipeline<UpstreamReply> pipeline;

    public RetryUpstream(IUpstream inner, CurrentOptions current, TimeProvider time)
    {
        this.inner = inner;
        pipeline = new ResiliencePipelineBuilder<UpstreamReply> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<UpstreamReply>
            {
                MaxRetryAttempts = 1,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { IsSuccess: false } reply && reply.Judge(current.Now.FallbackStatuses, time).Verdict == Verdict.RetryOnce),
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(arguments.Outcome.Result?.RetryAfter(time) ?? Judgement.WaitWithoutHeader),
                OnRetry = async arguments => await arguments.Outcome.Result!.DisposeAsync(),
            })
            .Build();
    }

    public Task<UpstreamReply> Send(UpstreamCall call, CancellationToken cancellation) =>
        pipeline.ExecuteAsync(static async (state, token) => await state.inner.Send(state.call, token), (inner, call), cancellation).AsTask();
}
