using System.Buffers;
using System.Text.Json;
using Trooper.Core.Protocols.Replies;
using Trooper.Core.Sessions;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>Writes the chunks of one stream: all share their beginning, which is made once, and one writer of JSON strings.</summary>
internal sealed class ChatChunk
{
    private readonly Utf8JsonWriter json = new(Stream.Null, ChatRequestWriter.Options);
    private readonly byte[] head;
    private readonly bool hasUsageField;

    /// <param name="hasUsageField">The client asked for usage: all chunks but the last carry it as null.</param>
    public ChatChunk(string id, string model, DateTimeOffset created, bool hasUsageField)
    {
        var envelope = new ArrayBufferWriter<byte>(256);
        envelope.Write("data: "u8);
        json.Reset(envelope);
        json.WriteStartObject();
        ChatWholeReply.WriteEnvelope(json, id, "chat.completion.chunk", created, model);
        json.Flush();
        head = envelope.WrittenSpan.ToArray();
        this.hasUsageField = hasUsageField;
    }

    public void Role(IBufferWriter<byte> output)
    {
        Begin(output);
        output.Write("\"role\":\"assistant\",\"content\":\"\""u8);
        End(output);
    }

    public void Text(ReadOnlySpan<byte> field, ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        Begin(output);
        output.Write("\""u8);
        output.Write(field);
        output.Write("\":"u8);
        String(text, output);
        End(output);
    }

    public void Call(int index, string id, string name, IBufferWriter<byte> output)
    {
        Begin(output);
        output.Write("\"tool_calls\":["u8);
        json.Reset(output);
        json.WriteStartObject();
        json.WriteNumber("index", index);
        json.WriteString("id", id);
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", name);
        json.WriteString("arguments", "");
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        output.Write("]"u8);
        End(output);
    }

    public void Arguments(int index, ReadOnlySpan<byte> piece, IBufferWriter<byte> output)
    {
        Begin(output);
        output.Write("\"tool_calls\":[{\"index\":"u8);
        json.Reset(output);
        json.WriteNumberValue(index);
        json.Flush();
        output.Write(",\"function\":{\"arguments\":"u8);
        String(piece, output);
        output.Write("}}]"u8);
        End(output);
    }

    public void Stop(StopReason reason, IBufferWriter<byte> output)
    {
        Begin(output);
        output.Write("},\"logprobs\":null,\"finish_reason\":\""u8);
        output.Write(ChatTerms.FinishReason(reason));
        output.Write("\"}]"u8);
        EndChunk(output);
    }

    public void Usage(TokenUsage usage, IBufferWriter<byte> output)
    {
        output.Write(head);
        output.Write(",\"choices\":[],\"usage\":"u8);
        json.Reset(output);
        ChatUsage.Write(json, usage);
        json.Flush();
        output.Write("}\n\n"u8);
    }

    private void Begin(IBufferWriter<byte> output)
    {
        output.Write(head);
        output.Write(",\"choices\":[{\"index\":0,\"delta\":{"u8);
    }

    private void End(IBufferWriter<byte> output)
    {
        output.Write("},\"logprobs\":null,\"finish_reason\":null}]"u8);
        EndChunk(output);
    }

    private void EndChunk(IBufferWriter<byte> output) => output.Write(hasUsageField ? ",\"usage\":null}\n\n"u8 : "}\n\n"u8);

    private void String(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        json.Reset(output);
        json.WriteStringValue(text);
        json.Flush();
    }
}
