using System.Text.Json;
using Anthropic;
using Anthropic.Models.Messages;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Agents;

/// <summary>An agent on the vendor's own client: it has a tool, resends its whole history, and never retries by itself.</summary>
internal sealed class SdkAgent : IDisposable
{
    private static readonly Tool ReadFile = new()
    {
        Name = "read_file",
        InputSchema = new InputSchema { Properties = new Dictionary<string, JsonElement> { ["path"] = JsonElement.Parse("""{"type":"string"}""") } },
    };

    private readonly HeaderReader headers = new();
    private readonly AnthropicClient client;
    private readonly List<MessageParam> history = [];
    private readonly List<string> lines = [];

    public SdkAgent(Uri url) => client = new()
    {
        BaseUrl = url.ToString().TrimEnd('/'),
        ApiKey = "whatever",
        MaxRetries = 0,
        HttpClient = new HttpClient(headers),
    };

    /// <summary>The conversation as the agent has it, line by line as transcripts show it.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>The headers of the last reply.</summary>
    public TrooperReply LastReply => headers.Last!;

    /// <summary>Says something; the answer's line.</summary>
    public Task<string> Say(string text, bool stream = true)
    {
        lines.Add($"user: {text}");
        return Turn(new UserMessageParam(text), stream);
    }

    /// <summary>Answers the call that the model made.</summary>
    public Task<string> Return(string result, bool stream = true)
    {
        lines.Add($"user: => {result}");
        return Turn(new UserMessageParam(new List<ContentBlockParam> { new ToolResultBlockParam(openCall!) { Content = result } }), stream);
    }

    public void Dispose() => client.Dispose();

    private string? openCall;

    private async Task<string> Turn(MessageParam asked, bool stream)
    {
        history.Add(asked);
        var ask = new MessageCreateParams { Model = TrooperHost.ClaudeModel, MaxTokens = 1000, Messages = [.. history], Tools = [ReadFile] };
        var answer = stream ? await client.Messages.CreateStreaming(ask).Aggregate() : await client.Messages.Create(ask);
        openCall = answer.Content.Select(block => block.TryPickToolUse(out var use) ? use.ID : null).LastOrDefault();
        history.Add(new AssistantMessageParam(answer.Content.Select(block => new ContentBlockParam(block.Json)).ToList()));
        lines.Add($"assistant: {Talk.Said(JsonSerializer.SerializeToElement(answer.Content.Select(block => block.Json)))}");
        return lines[^1];
    }

    private sealed class HeaderReader() : DelegatingHandler(new SocketsHttpHandler { ResponseHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 })
    {
        public TrooperReply? Last { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            Last = new((int)response.StatusCode, TrooperReply.HeadersOf(response), []);
            return response;
        }
    }
}
