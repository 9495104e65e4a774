using Trooper.Core.Protocols;
using Trooper.Core.Protocols.Replies;
using Trooper.Core.Providers;

namespace Trooper.Api.Dialects;

/// <summary>The protocol that a client speaks: how its requests are read, and how replies and errors are written for it.</summary>
internal interface IClientDialect
{
    Dialect Kind { get; }

    /// <summary>The header in which its SDKs look for the request's id.</summary>
    string RequestIdHeader { get; }

    /// <exception cref="RequestRejectedException">The body is not a request of this protocol.</exception>
    ScannedRequest Scan(ReadOnlyMemory<byte> body);

    /// <summary>What a request asks for beside its messages, for a provider of another protocol.</summary>
    /// <exception cref="RequestRejectedException">It asks for what only providers of this protocol can give.</exception>
    ModelRequest Read(ScannedRequest scanned, string model);

    /// <summary>The writer of one reply.</summary>
    /// <param name="inputTokens">An estimate of what is sent.</param>
    IReplyWriter NewReply(ScannedRequest scanned, string model, int inputTokens);

    /// <summary>The body of an error.</summary>
    byte[] ErrorBody(ClientError error);

    /// <summary>The status by which its clients know what another protocol's provider said with this one.</summary>
    int StatusOf(int status);

    /// <summary>The words on which its agents compact their history.</summary>
    string TooLong(PromptExcess excess);
}

/// <summary>An error as a client is told of it.</summary>
/// <param name="Field">The field of the request that is wrong, if one is.</param>
/// <param name="Code">The reason as a word, where the dialect has one.</param>
internal sealed record ClientError(int Status, string Message, string? Field = null, string? Code = null)
{
    /// <summary>The prompt does not fit any window.</summary>
    public bool IsTooLong { get; init; }

    public static ClientError Of(RequestRejectedException rejected) => new(rejected.Status, rejected.Message, rejected.Field, rejected.Code);
}
