using Trooper.Core.Protocols;
using Trooper.Core.Protocols.OpenAI;
using Trooper.Core.Protocols.Replies;
using Trooper.Core.Providers;

namespace Trooper.Api.Dialects;

/// <summary>What OpenAI's two protocols have in common: their errors.</summary>
internal abstract class OpenAIDialect : IClientDialect
{
    private const string TooLongCode = "context_length_exceeded";

    public abstract Dialect Kind { get; }

    public string RequestIdHeader => "x-request-id";

    public abstract ScannedRequest Scan(ReadOnlyMemory<byte> body);

    public abstract ModelRequest Read(ScannedRequest scanned, string model);

    public abstract IReplyWriter NewReply(ScannedRequest scanned, string model, int inputTokens);

    public byte[] ErrorBody(ClientError error) => OpenAIErrors.Body(error.Status, error.Message, error.Field, error.IsTooLong ? TooLongCode : error.Code);

    public int StatusOf(int status) => status == 529 ? 503 : status;

    public string TooLong(PromptExcess excess) => OpenAIErrors.TooLong(excess.Tokens, excess.Maximum);
}
