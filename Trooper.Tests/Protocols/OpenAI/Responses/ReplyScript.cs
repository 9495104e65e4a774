using System.Buffers;
using System.Text;
using Trooper.Core.Protocols.OpenAI.Responses;
using Trooper.Core.Protocols.Replies;
using Trooper.Core.Sessions;

namespace Trooper.Tests.Protocols.OpenAI.Responses;

/// <summary>Has a reply written as a provider of another dialect would say it.</summary>
internal sealed class ReplyScript(ResponsesReplyWriter writer)
{
    public const string Asking =
        """
        {"model":"gpt-sim","instructions":"Be terse.","input":"hello","temperature":0.5,"tools":[
          {"type":"function","name":"look_up","parameters":{"type":"object"}},
          {"type":"custom","name":"apply_patch"},
          {"type":"namespace","name":"mcp","tools":[{"type":"function","name":"lookup","parameters":{"type":"object"}}]}]}
        """;

    public static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    public ReplyScript() : this(NewWriter())
    {
    }

    public ResponsesReplyWriter Writer => writer;

    /// <summary>Hears the events too.</summary>
    public IReplySink? Also { get; init; }

    public ArrayBufferWriter<byte> Output { get; } = new();

    public string Stream => Transcript.Text(Output);

    public static ResponsesReplyWriter NewWriter() => new("resp_t1", "llama-sim", 12, Requests.Asked(Asking), Now);

    public ReplyScript Starts(string? id = null, string? model = null) => Write(new() { Kind = ReplyEventKind.Started, Id = id, Name = model });

    public ReplyScript Thinks(string signature, params string[] pieces)
    {
        Write(new() { Kind = ReplyEventKind.BlockStarted, Block = BlockKind.Thinking });
        foreach (var piece in pieces)
            Write(new() { Kind = ReplyEventKind.Thinking, Data = Encoding.UTF8.GetBytes(piece) });
        return Write(new() { Kind = ReplyEventKind.Signature, Data = Encoding.UTF8.GetBytes(signature) }).EndsBlock();
    }

    public ReplyScript Says(params string[] pieces) => BeginsToSay(pieces).EndsBlock();

    public ReplyScript BeginsToSay(params string[] pieces)
    {
        Write(new() { Kind = ReplyEventKind.BlockStarted, Block = BlockKind.Text });
        foreach (var piece in pieces)
            Write(new() { Kind = ReplyEventKind.Text, Data = Encoding.UTF8.GetBytes(piece) });
        return this;
    }

    public ReplyScript Calls(string id, string name, params string[] pieces)
    {
        Write(new() { Kind = ReplyEventKind.BlockStarted, Block = BlockKind.ToolCall, Id = id, Name = name });
        foreach (var piece in pieces)
            Write(new() { Kind = ReplyEventKind.Arguments, Data = Encoding.UTF8.GetBytes(piece) });
        return EndsBlock();
    }

    public ReplyScript EndsBlock() => Write(new() { Kind = ReplyEventKind.BlockEnded });

    public ReplyScript Ends(StopReason reason, TokenUsage usage = default)
    {
        if (usage != default)
            Write(new() { Kind = ReplyEventKind.Usage, Usage = usage });
        return Write(new() { Kind = ReplyEventKind.Stopped, Reason = reason }).Write(new() { Kind = ReplyEventKind.Ended });
    }

    public ReplyScript Write(in ReplyEvent reply)
    {
        writer.Write(reply, Output);
        Also?.On(reply);
        return this;
    }
}
