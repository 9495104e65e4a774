using System.Text;
using Trooper.Core.Protocols.Anthropic;
using Trooper.Core.Protocols.Framing;
using Trooper.Core.Protocols.Gemini;
using Trooper.Core.Protocols.Ollama;
using Trooper.Core.Protocols.OpenAI;
using Trooper.Core.Protocols.OpenAI.Chat;
using Trooper.Core.Protocols.OpenAI.Responses;
using Trooper.Core.Protocols.Replies;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Anthropic;
using Trooper.Tests.Fakes.Gemini;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Ollama;
using Trooper.Tests.Fakes.OpenAI;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Protocols.Fuzz;

/// <summary>A vendor's stream, byte for byte, and what reads it.</summary>
internal sealed record Capture(string Name, byte[] Bytes, Func<FrameReader> NewFrames, Func<IReplyReader> NewReader)
{
    private static readonly Answer Answer = new()
    {
        Thinking = "Let me see: é🙂 \"quoted\".",
        Deltas = ["one ", "zwei\n", "三 ", "🙂 </thought> {\"name\":", "\\u0041"],
        Calls = [Call.Of("weather", """{"city":"Oslo","deep":{"list":[1,2.50,null]}}"""), Call.Of("mcp__disk__list", "{}")],
        Stop = StopCause.Tool,
    };

    public static IReadOnlyList<Capture> All { get; } =
    [
        Of("claude", "/v1/messages", new AnthropicVendor(TimeProvider.System, new Random(1)), () => new AnthropicReplyReader()),
        Of("gemini", "/v1beta/openai/chat/completions", new GeminiVendor(TimeProvider.System, new Random(1)), () => new GeminiReplyReader(new CallNumbers().Next, ToolNames.Unchanged)),
        Of("chat", "/v1/chat/completions", new OpenAIVendor(TimeProvider.System, new Random(1)), () => new ChatReplyReader(new CallNumbers().Next, ToolNames.Unchanged)),
        Of("responses", "/v1/responses", new OpenAIVendor(TimeProvider.System, new Random(1)), () => new ResponsesReplyReader()),
        Of("ollama", "/api/chat", new OllamaVendor(TimeProvider.System, new Random(1)), () => new OllamaReplyReader(new CallNumbers().Next, new HashSet<string> { "weather" })),
    ];

    private static Capture Of(string name, string path, Vendor vendor, Func<IReplyReader> newReader)
    {
        var body = Encoding.UTF8.GetBytes("""{"model":"llama-sim:latest","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hi"}],"input":"hi","reasoning":{"summary":"auto"}}""");
        var request = new RecordedRequest { Method = "POST", Path = path, Query = "", Headers = new Dictionary<string, string>(), Body = body, Json = WireJson.TryParse(body) };
        var dialect = vendor.DialectFor(request)!;
        var prompt = new Prompt { Turns = [new PromptTurn("user") { Text = "hi" }] };
        var stream = string.Concat(dialect.Frames(request.Json, prompt, Answer).Select(frame => dialect.Framing.Write(frame, new Delivery())));
        return new(name, Encoding.UTF8.GetBytes(stream), () => name == "ollama" ? new LineFrameReader() : new SseFrameReader(), newReader);
    }

    private sealed class CallNumbers
    {
        private int last;

        public string Next() => $"call_{++last}";
    }
}
