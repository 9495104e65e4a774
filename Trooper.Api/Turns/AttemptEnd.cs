using Trooper.Api.Providers;
using Trooper.Core.Providers;

namespace Trooper.Api.Turns;

/// <summary>How one provider's part in a turn ended.</summary>
internal abstract record AttemptEnd
{
    /// <summary>The reply is complete, but for the bytes that wait for the turn to be durable.</summary>
    internal sealed record Answered : AttemptEnd
    {
        public static readonly Answered Instance = new();
    }

    /// <summary>The provider failed, before or in the middle of its reply.</summary>
    internal sealed record Failed(string Trigger, string Reason, bool CountsAgainstProvider, DateTimeOffset? BackAt = null) : AttemptEnd
    {
        /// <summary>The prompt did not fit the provider's window.</summary>
        public PromptExcess? Excess { get; init; }
    }

    /// <summary>The provider's error is one that the client must see as it is.</summary>
    internal sealed record Surfaced(UpstreamReply Reply) : AttemptEnd;

    /// <summary>The client hung up.</summary>
    internal sealed record ClientGone : AttemptEnd
    {
        public static readonly ClientGone Instance = new();
    }

    public static Failed Broken(string reason) => new(Judgement.StreamError, reason, true);
}
