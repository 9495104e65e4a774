using Trooper.Api.Turns;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.OpenAI.Responses;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Api.Dialects;

/// <summary>OpenAI Responses.</summary>
internal sealed class ResponsesDialect(TimeProvider time) : OpenAIDialect
{
    public override Dialect Kind => Dialect.Responses;

    public override ScannedRequest Scan(ReadOnlyMemory<byte> body) => ResponsesRequestScanner.Scan(body);

    public override ModelRequest Read(ScannedRequest scanned, string model) => ResponsesRequestReader.Read(scanned, ResponsesAsked.Read(scanned), model);

    public override IReplyWriter NewReply(ScannedRequest scanned, string model, int inputTokens) =>
        new ResponsesReplyWriter(Ids.NewResponse(), model, inputTokens, ResponsesAsked.Read(scanned), time.GetUtcNow());
}
