using System.Buffers;
using System.Text;
using System.Text.Json;
using Trooper.Core.Protocols.Replies;
using Trooper.Core.Sessions;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>
/// Writes OpenAI Responses replies: the events that the official SDKs and agents need and no other, as they refuse types they don't know, numbered
/// without a gap.
/// </summary>
/// <remarks>
/// A message item stays open until something else follows it: texts in a row, and a text that another provider goes on with, are one message.
/// </remarks>
/// <param name="id">The reply's id, <c>resp_…</c>, when the provider that begins it has none of its own.</param>
/// <param name="model">The model that answers.</param>
/// <param name="estimatedInput">The input's tokens, should the provider not say.</param>
/// <param name="asked">The request, parts of which a response repeats.</param>
/// <param name="createdAt">When the reply was begun.</param>
public sealed class ResponsesReplyWriter(string id, string model, int estimatedInput, ResponsesAsked asked, DateTimeOffset createdAt) : IReplyWriter
{
    private readonly OutputItemEvents events = new();
    private readonly ReplyOutput reply = new(asked);
    private bool started, ended;
    private StopReason? reason;
    private TokenUsage usage, carriedUsage;

    /// <summary>The id that the client knows the reply by: what its <c>previous_response_id</c> will name.</summary>
    public string Id => id;

    /// <summary>It may refer to them later (<see cref="ItemReferences"/>).</summary>
    public IReadOnlyList<string> ItemIds => [.. reply.Items.Select(item => item.Id)];

    public void Observe(in ReplyEvent happened)
    {
        events.Stream.NextNumber = Math.Max(events.Stream.NextNumber, happened.Place.Number + 1);
        switch (happened.Kind)
        {
            case ReplyEventKind.Started:
                Adopt(happened);
                started = true;
                break;
            case ReplyEventKind.BlockStarted:
                reply.Observe(happened, id);
                break;
            case ReplyEventKind.Text or ReplyEventKind.Thinking or ReplyEventKind.Arguments:
                reply.Open?.Add(happened.Data);
                break;
            case ReplyEventKind.BlockEnded:
                reply.Close();
                break;
            case ReplyEventKind.Ended:
                ended = true;
                break;
            default:
                Note(happened);
                break;
        }
    }

    public void Write(in ReplyEvent happened, IBufferWriter<byte> output)
    {
        switch (happened.Kind)
        {
            case ReplyEventKind.Started:
                Adopt(happened);
                Start(output);
                break;
            case ReplyEventKind.BlockStarted:
                Begin(happened, output);
                break;
            case ReplyEventKind.Text:
                Add(BlockKind.Text, happened.Data, output);
                break;
            case ReplyEventKind.Thinking:
                Add(BlockKind.Thinking, happened.Data, output);
                break;
            case ReplyEventKind.Arguments when reply.Open is { Block: BlockKind.ToolCall } call:
                events.Add(call, happened.Data, output);
                break;
            case ReplyEventKind.BlockEnded when reply.Open is not { Block: BlockKind.Text }:
                Close(output);
                break;
            case ReplyEventKind.Ended:
                End(output);
                break;
            default:
                Note(happened);
                break;
        }
    }

    public void HandOver()
    {
        carriedUsage += usage;
        usage = default;
        reason = null;
    }

    // Clients fail on events they don't know; a comment is none.
    public void WritePing(IBufferWriter<byte> output) => output.Write(": ping\n\n"u8);

    public void WriteError(string message, IBufferWriter<byte> output)
    {
        if (ended)
            return;
        ended = true;
        Start(output);
        if (reply.Open is { } cut)
            cut.Status = "incomplete";
        reply.Close();
        WriteResponse("response.failed"u8, new("failed", reply.Items, TotalUsage, message), output);
    }

    public void WriteWhole(FinishedReply finished, IBufferWriter<byte> output)
    {
        id = OwnId(finished.Id) ?? id;
        model = finished.Model;
        reason = finished.Reason;
        foreach (var block in finished.Message.Content)
            reply.Add(block, id);
        using var json = new Utf8JsonWriter(output, ResponsesJson.Writing);
        Envelope().Write(json, FinalState(finished.Usage));
    }

    private void Note(in ReplyEvent happened)
    {
        switch (happened.Kind)
        {
            case ReplyEventKind.Signature when reply.Open is { } thinking:
                thinking.Signature = Encoding.UTF8.GetString(happened.Data);
                break;
            case ReplyEventKind.Usage:
                usage = happened.Usage;
                break;
            case ReplyEventKind.Stopped:
                reason = happened.Reason;
                break;
        }
    }

    private void Adopt(in ReplyEvent happened)
    {
        if (started)
            return;
        id = OwnId(happened.Id) ?? id;
        model = happened.Name ?? model;
        usage = happened.Usage;
    }

    // Other dialects' ids have other prefixes, which clients refuse when the id comes back.
    private static string? OwnId(string? given) => given?.StartsWith("resp_", StringComparison.Ordinal) == true ? given : null;

    private void Start(IBufferWriter<byte> output)
    {
        if (started)
            return;
        started = true;
        WriteResponse("response.created"u8, new("in_progress", []), output);
        WriteResponse("response.in_progress"u8, new("in_progress", []), output);
    }

    private void Begin(in ReplyEvent block, IBufferWriter<byte> output)
    {
        if (reply.Open is { Block: BlockKind.Text } && block.Block == BlockKind.Text)
            return;
        Close(output);
        Start(output);
        if (reply.Begin(block, id) is { } item)
            events.Begin(item, output);
    }

    private void Add(BlockKind block, ReadOnlySpan<byte> piece, IBufferWriter<byte> output)
    {
        if (reply.Open?.Block != block)
            Begin(new() { Kind = ReplyEventKind.BlockStarted, Block = block }, output);
        events.Add(reply.Open!, piece, output);
    }

    private void Close(IBufferWriter<byte> output)
    {
        if (reply.Open is { } item)
            events.End(item, output);
        reply.Close();
    }

    private void End(IBufferWriter<byte> output)
    {
        if (ended)
            return;
        ended = true;
        Start(output);
        if (reply.Open is { } last && IncompleteReason is not null)
            last.Status = "incomplete";
        Close(output);
        var state = FinalState(TotalUsage);
        WriteResponse(state.Status == "incomplete" ? "response.incomplete"u8 : "response.completed"u8, state, output);
    }

    private TokenUsage TotalUsage => carriedUsage + (usage == default ? new(estimatedInput, 1, Estimated: true) : usage);

    private string? IncompleteReason => reason switch
    {
        StopReason.MaxTokens or StopReason.ContextWindowExceeded => "max_output_tokens",
        StopReason.Refusal => "content_filter",
        _ => null,
    };

    private ResponseState FinalState(TokenUsage total) =>
        new(IncompleteReason is null ? "completed" : "incomplete", reply.Items, total) { IncompleteReason = IncompleteReason };

    private ResponseEnvelope Envelope() => new(asked, createdAt) { Id = id, Model = model };

    private void WriteResponse(ReadOnlySpan<byte> type, ResponseState state, IBufferWriter<byte> output)
    {
        using var frame = events.Stream.Begin(output, type);
        frame.Json.WritePropertyName("response");
        Envelope().Write(frame.Json, state);
    }
}
