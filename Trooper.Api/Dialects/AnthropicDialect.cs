using Trooper.Api.Turns;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.Anthropic;
using Trooper.Core.Protocols.Replies;
using Trooper.Core.Providers;

namespace Trooper.Api.Dialects;

/// <summary>Anthropic Messages.</summary>
internal sealed class AnthropicDialect : IClientDialect
{
    public static readonly AnthropicDialect Instance = new();

    public Dialect Kind => Dialect.Anthropic;

    public string RequestIdHeader => "request-id";

    public ScannedRequest Scan(ReadOnlyMemory<byte> body) => AnthropicRequestScanner.Scan(body);

    public ModelRequest Read(ScannedRequest scanned, string model) => AnthropicRequestReader.Read(scanned, model);

    public IReplyWriter NewReply(ScannedRequest scanned, string model, int inputTokens) => new AnthropicReplyWriter(Ids.NewMessage(), model, inputTokens);

    public byte[] ErrorBody(ClientError error) => AnthropicErrors.Body(error.Status, error.Message);

    public int StatusOf(int status) => status == 503 ? 529 : status;

    public string TooLong(PromptExcess excess) => $"prompt is too long: {excess.Tokens} tokens > {excess.Maximum} maximum";
}
