using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Dialects.Sdks;

/// <summary>A vendor's own client: what it is asked is put into its protocol's words, what it makes of the answer is read back.</summary>
internal interface ISdk : IDisposable
{
    Task<Heard> Ask(ModelRequest asked, bool stream);

    /// <summary>Asks for what can't be answered.</summary>
    Task<Refused> AskInVain(ModelRequest asked, bool stream);

    static ISdk Of(string client, Uri url) => client switch
    {
        "anthropic" => new AnthropicSdk(url),
        "chat" => new ChatSdk(url),
        _ => new ResponsesSdk(url),
    };
}

/// <summary>An answer as a client has it.</summary>
/// <param name="Stop">Why it stopped, in the protocol's own word.</param>
internal sealed record Heard(Message Message, string Stop, int InputTokens, int OutputTokens, string Model, string Id)
{
    /// <summary>The reply's headers.</summary>
    public required TrooperReply Reply { get; init; }

    public string? StopSequence { get; init; }

    public string Text => Message.Text;

    public IReadOnlyList<ToolCallBlock> Calls => [.. Message.ToolCalls];

    public IReadOnlyList<ThinkingBlock> Thoughts => [.. Message.Content.OfType<ThinkingBlock>()];
}

/// <summary>An error as a client has it: the status, and the body's envelope.</summary>
internal sealed record Refused(int Status, string Body, TrooperReply Reply);
