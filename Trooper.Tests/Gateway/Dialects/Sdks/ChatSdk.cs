using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using OpenAI;
using OpenAI.Chat;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;

namespace Trooper.Tests.Gateway.Dialects.Sdks;

internal sealed class ChatSdk(Uri url) : ISdk
{
    private readonly HeaderReader headers = new();

    public async Task<Heard> Ask(ModelRequest asked, bool stream)
    {
        var client = new ChatClient(asked.Model, new ApiKeyCredential("whatever"), Options(url, headers));
        return stream ? await Streamed(client, asked) : await Whole(client, asked);
    }

    public async Task<Refused> AskInVain(ModelRequest asked, bool stream)
    {
        var refused = await Assert.ThrowsAsync<ClientResultException>(() => Ask(asked, stream));
        return new(refused.Status, refused.GetRawResponse()!.Content.ToString(), headers.Last);
    }

    public void Dispose() => headers.Dispose();

    /// <summary>OpenAI's clients, set up for Trooper: they don't retry by themselves.</summary>
    public static OpenAIClientOptions Options(Uri url, HeaderReader headers) => new()
    {
        Endpoint = new Uri(url, "/v1"),
        RetryPolicy = new ClientRetryPolicy(0),
        Transport = new HttpClientPipelineTransport(new HttpClient(headers, disposeHandler: false)),
    };

    private async Task<Heard> Whole(ChatClient client, ModelRequest asked)
    {
        var completion = (await client.CompleteChatAsync(ChatAsked.Messages(asked), ChatAsked.Options(asked))).Value;
        var calls = completion.ToolCalls.Select(call => new ToolCallBlock(call.Id, call.FunctionName, call.FunctionArguments.ToString()));
        return Heard(string.Concat(completion.Content.Select(part => part.Text)), calls, completion.FinishReason, completion.Usage, completion.Model, completion.Id);
    }

    private async Task<Heard> Streamed(ChatClient client, ModelRequest asked)
    {
        var text = new StringBuilder();
        var calls = new SortedDictionary<int, (string Id, string Name, StringBuilder Arguments)>();
        var finishes = new List<ChatFinishReason>();
        var usages = new List<ChatTokenUsage>();
        var (model, id) = ("", "");
        await foreach (var update in client.CompleteChatStreamingAsync(ChatAsked.Messages(asked), ChatAsked.Options(asked)))
        {
            (model, id) = (update.Model, update.CompletionId);
            text.AppendJoin("", update.ContentUpdate.Select(part => part.Text));
            foreach (var call in update.ToolCallUpdates)
            {
                if (!calls.ContainsKey(call.Index))
                    calls[call.Index] = (call.ToolCallId, call.FunctionName, new());
                calls[call.Index].Arguments.Append(call.FunctionArgumentsUpdate.ToString());
            }
            if (update.FinishReason is { } reason)
                finishes.Add(reason);
            if (update.Usage is { } usage)
                usages.Add(usage);
        }
        var made = calls.Values.Select(call => new ToolCallBlock(call.Id, call.Name, call.Arguments.ToString()));
        return Heard(text.ToString(), made, finishes.Single(), usages.Single(), model, id);
    }

    private Heard Heard(string text, IEnumerable<ToolCallBlock> calls, ChatFinishReason reason, ChatTokenUsage usage, string model, string id)
    {
        Block[] said = text.Length > 0 ? [new TextBlock(text)] : [];
        return new(new(Role.Assistant, [.. said, .. calls]), $"{reason}", usage.InputTokenCount, usage.OutputTokenCount, model, id) { Reply = headers.Last };
    }
}
