using System.Text;

namespace Trooper.Bench.Load.Servers;

/// <summary>What the fake upstream answers, and what a client will therefore send back as history.</summary>
internal static class CannedReplies
{
    /// <summary>Events of a streamed answer.</summary>
    public const int Events = 50;

    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(4);

    public const string Answer =
        "The handler now closes the reader before it returns. I ran the tests of the package: 42 passed. The retry path is still missing a test for a cut-off body.";

    public static readonly byte[] Message = Bytes($$$"""
        {"id":"msg_01BenchBenchBenchBench","type":"message","role":"assistant","model":"claude-bench","content":[{"type":"text","text":"{{{Answer}}}"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":512,"output_tokens":38}}
        """);

    public static readonly byte[] Error = Bytes("""
        {"type":"error","error":{"type":"overloaded_error","message":"The bench refuses this one"}}
        """);

    public static readonly byte[][] Stream = [.. Frames()];

    public static readonly byte[] OllamaChat = Bytes($$$"""
        {"model":"llama3.1:8b","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"{{{Answer}}}"},"done":false}
        {"model":"llama3.1:8b","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":512,"eval_count":38}

        """);

    public static readonly byte[][] ChatStream = [.. ChatFrames()];

    public static readonly byte[][] OllamaStream = [.. OllamaLines()];

    public static readonly byte[] OllamaModels = Bytes($$"""{"models":[{"name":"llama3.1:8b","model":"llama3.1:8b"},{"name":"{{Wish.Local}}","model":"{{Wish.Local}}"}]}""");

    public static readonly byte[] OllamaVersion = Bytes("""{"version":"0.12.0"}""");

    public static readonly byte[] OllamaModel = Bytes("""{"capabilities":["completion","tools"]}""");

    private static IEnumerable<byte[]> Frames()
    {
        const int Around = 5;
        yield return Frame("message_start", """{"type":"message_start","message":{"id":"msg_01BenchBenchBenchBench","type":"message","role":"assistant","model":"claude-bench","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":512,"output_tokens":1}}}""");
        yield return Frame("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""");
        for (var delta = 0; delta < Events - Around; delta++)
            yield return Frame("content_block_delta", $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{EventStamp.Blank}}} words "}}""");
        yield return Frame("content_block_stop", """{"type":"content_block_stop","index":0}""");
        yield return Frame("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":380}}""");
        yield return Frame("message_stop", """{"type":"message_stop"}""");
    }

    // The role, the words, the reason, the usage, the end.
    private static IEnumerable<byte[]> ChatFrames()
    {
        const int Around = 4;
        yield return Chunk("""[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null""");
        for (var delta = 0; delta < Events - Around; delta++)
            yield return Chunk($$$"""[{"index":0,"delta":{"content":"{{{EventStamp.Blank}}} words "},"finish_reason":null}],"usage":null""");
        yield return Chunk("""[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null""");
        yield return Chunk("""[],"usage":{"prompt_tokens":512,"completion_tokens":380,"total_tokens":892}""");
        yield return Bytes("data: [DONE]\n\n");
    }

    private static IEnumerable<byte[]> OllamaLines()
    {
        for (var delta = 0; delta < Events - 1; delta++)
            yield return Line($$$""" "message":{"role":"assistant","content":"{{{EventStamp.Blank}}} words "},"done":false""");
        yield return Line(""" "message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":512,"eval_count":380""");
    }

    private static byte[] Chunk(string choices) =>
        Bytes($$"""data: {"id":"chatcmpl-Bench","object":"chat.completion.chunk","created":1767225600,"model":"{{Wish.OpenAI}}","choices":{{choices}}}{{"\n\n"}}""");

    private static byte[] Line(string rest) => Bytes($$"""{"model":"{{Wish.Local}}","created_at":"2026-01-01T00:00:00Z",{{rest}}}{{"\n"}}""");

    private static byte[] Frame(string name, string data) => Bytes($"event: {name}\ndata: {data}\n\n");

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
