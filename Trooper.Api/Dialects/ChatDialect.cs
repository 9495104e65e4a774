using Trooper.Api.Turns;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.OpenAI.Chat;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Api.Dialects;

/// <summary>OpenAI Chat Completions.</summary>
internal sealed class ChatDialect(TimeProvider time) : OpenAIDialect
{
    public override Dialect Kind => Dialect.Chat;

    public override ScannedRequest Scan(ReadOnlyMemory<byte> body) => ChatRequestScanner.Scan(body);

    public override ModelRequest Read(ScannedRequest scanned, string model) => ChatRequestReader.Read(scanned, model);

    public override IReplyWriter NewReply(ScannedRequest scanned, string model, int inputTokens) =>
        new ChatReplyWriter(Ids.NewChatCompletion(), model, time.GetUtcNow(), inputTokens, scanned.WantsUsage);
}
