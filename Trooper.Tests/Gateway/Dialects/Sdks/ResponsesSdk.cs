using System.ClientModel;
using OpenAI.Responses;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;

namespace Trooper.Tests.Gateway.Dialects.Sdks;

internal sealed class ResponsesSdk : ISdk
{
    private readonly HeaderReader headers = new();
    private readonly ResponsesClient client;

    public ResponsesSdk(Uri url) => client = new(new ApiKeyCredential("whatever"), ChatSdk.Options(url, headers));

    /// <summary>The answer that the next request goes on from, instead of a history of its own.</summary>
    public string? Previous { get; set; }

    /// <summary>The answers are to be kept, so that others can go on from them.</summary>
    public bool IsStored { get; set; }

    public async Task<Heard> Ask(ModelRequest asked, bool stream)
    {
        var ask = ResponsesAsk.Of(asked);
        ask.PreviousResponseId = Previous;
        ask.StoredOutputEnabled = IsStored;
        return Heard(stream ? await Streamed(ask) : (await client.CreateResponseAsync(ask)).Value);
    }

    public async Task<Refused> AskInVain(ModelRequest asked, bool stream)
    {
        var refused = await Assert.ThrowsAsync<ClientResultException>(() => Ask(asked, stream));
        return new(refused.Status, refused.GetRawResponse()!.Content.ToString(), headers.Last);
    }

    public void Dispose() => headers.Dispose();

    private async Task<ResponseResult> Streamed(CreateResponseOptions ask)
    {
        ask.StreamingEnabled = true;
        var (text, number) = ("", 0);
        ResponseResult? whole = null;
        await foreach (var update in client.CreateResponseStreamingAsync(ask))
        {
            Assert.Equal(number++, update.SequenceNumber);
            Assert.Null(whole);
            text += (update as StreamingResponseOutputTextDeltaUpdate)?.Delta;
            whole = update switch
            {
                StreamingResponseCompletedUpdate completed => completed.Response,
                StreamingResponseIncompleteUpdate incomplete => incomplete.Response,
                _ => null,
            };
        }
        Assert.Equal(whole!.GetOutputText() ?? "", text);
        return whole;
    }

    private Heard Heard(ResponseResult answer)
    {
        var stop = answer.IncompleteStatusDetails?.Reason is { } reason ? $"{answer.Status}: {reason}" : $"{answer.Status}";
        var said = new Message(Role.Assistant, [.. answer.OutputItems.Select(Said)]);
        Assert.Equal(answer.Usage.InputTokenCount + answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount);
        return new(said, stop, answer.Usage.InputTokenCount, answer.Usage.OutputTokenCount, answer.Model, answer.Id) { Reply = headers.Last };
    }

    private static Block Said(ResponseItem item) => item switch
    {
        MessageResponseItem message => new TextBlock(string.Concat(message.Content.Select(part => part.Text))),
        FunctionCallResponseItem call => new ToolCallBlock(call.CallId, call.FunctionName, call.FunctionArguments.ToString()),
        ReasoningResponseItem reasoning => new ThinkingBlock(reasoning.GetSummaryText(), reasoning.EncryptedContent),
        _ => throw new ArgumentException($"no block for {item.GetType().Name}"),
    };
}
