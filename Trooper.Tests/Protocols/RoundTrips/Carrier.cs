using System.Buffers;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.Anthropic;
using Trooper.Core.Protocols.Gemini;
using Trooper.Core.Protocols.Ollama;
using Trooper.Core.Protocols.OpenAI.Chat;
using Trooper.Core.Protocols.OpenAI.Responses;

namespace Trooper.Tests.Protocols.RoundTrips;

/// <summary>A dialect as a request travels in it: written for a provider, and read again as if a client had sent it.</summary>
internal sealed record Carrier(string Name, string Model, Carrier.Writing WriteTo, Func<byte[], ModelRequest> Read)
{
    public delegate IReadOnlyList<string> Writing(IBufferWriter<byte> output, ModelRequest request);

    public static readonly Carrier Anthropic = new(
        "anthropic", "claude-sim", (output, request) => AnthropicRequestWriter.Write(output, request, stream: true),
        body => AnthropicRequestScanner.Scan(body) is var scanned ? AnthropicRequestReader.Read(scanned, "m") with { Messages = MessagesOf(scanned) } : null!);

    public static readonly Carrier Chat = new("chat", "gpt-sim", (output, request) => ChatRequestWriter.Write(output, request, stream: true), ReadChat);

    public static readonly Carrier Gemini = new("gemini", "gemini-2.0-sim", (output, request) => GeminiRequestWriter.Write(output, request, stream: true), ReadChat);

    public static readonly Carrier Responses = new(
        "responses", "gpt-sim-reasoning", (output, request) => ResponsesRequestWriter.Write(output, request, reasons: true),
        body => ResponsesRequestScanner.Scan(body) is var scanned ? ResponsesRequestReader.Read(scanned, ResponsesAsked.Read(scanned), "m") with { Messages = MessagesOf(scanned) } : null!)
    {
        TakesStops = false,
    };

    public static readonly Carrier Ollama = new(
        "ollama", "llama-sim", (output, request) => OllamaRequestWriter.Write(output, request, new(8192, "5m"), canThink: true), OllamaRequests.Read)
    {
        TakesToolChoice = false,
    };

    public static readonly IReadOnlyList<Carrier> Clients = [Anthropic, Chat, Responses];

    public static readonly IReadOnlyList<Carrier> All = [Anthropic, Chat, Gemini, Responses, Ollama];

    /// <summary>Where the API has none, the gateway cuts the answer itself.</summary>
    public bool TakesStops { get; init; } = true;

    /// <summary>Where the API has none, a call is asked for in words.</summary>
    public bool TakesToolChoice { get; init; } = true;

    public (ModelRequest Back, IReadOnlyList<string> Dropped) Carry(ModelRequest request)
    {
        var output = new ArrayBufferWriter<byte>();
        var dropped = WriteTo(output, request with { Model = Model });
        return (Read(output.WrittenSpan.ToArray()), dropped);
    }

    private static ModelRequest ReadChat(byte[] body)
    {
        var scanned = ChatRequestScanner.Scan(body);
        return ChatRequestReader.Read(scanned, "m") with { Messages = MessagesOf(scanned) };
    }

    private static IReadOnlyList<Message> MessagesOf(ScannedRequest scanned) => [.. Enumerable.Range(0, scanned.Messages.Count).Select(scanned.ReadMessage)];
}
