using System.Text.Json;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Ollama;

/// <summary>Ollama's own chat endpoint.</summary>
internal sealed class ChatDialect(TimeProvider time, Ids ids) : Dialect
{
    public LoadedModels Loaded { get; } = new(time);

    public override string Path => "/api/chat";

    public override Framing Framing => Framing.Ndjson;

    // A stream unless told otherwise. A request without messages only loads or unloads the model.
    public override bool Streams(JsonElement body) => !body.IsFalse("stream") && body.Items("messages").Length > 0;

    public override Failure? Violation(RecordedRequest request) => ChatRules.Violation(request.Json);

    public override Prompt Read(JsonElement body) => ContextWindow.Visible(ChatReader.Read(body), body);

    public override object Reply(JsonElement body, Prompt prompt, Answer answer)
    {
        KeepLoaded(body);
        if (body.Items("messages").Length == 0)
        {
            return Line(body, new { role = "assistant", content = "" }, done: true, Unloads(body) ? "unload" : "load");
        }

        return Last(body, Message(answer.Text, answer.Thinking, answer.Calls), prompt, answer);
    }

    public override IEnumerable<Frame> Frames(JsonElement body, Prompt prompt, Answer answer)
    {
        KeepLoaded(body);
        var thoughts = Pieces.Of(answer.Thinking).Select(thinking => Message("", thinking, []));
        var texts = answer.Deltas.Select(text => Message(text, "", []));
        var calls = answer.Calls.Count > 0 ? new[] { Message("", "", answer.Calls) } : [];
        return
        [
            .. thoughts.Concat(texts).Concat(calls).Select(message => Frame.Of(Line(body, message, done: false), isDelta: true)),
            Frame.Of(Last(body, Message("", "", []), prompt, answer)),
        ];
    }

    public override Frame ErrorFrame(Failure failure) => OllamaErrors.Frame(failure);

    private static bool Unloads(JsonElement body) => body.Field("keep_alive").ToString() is "0" or "0s";

    private void KeepLoaded(JsonElement body)
    {
        var model = OllamaModels.Find(body.Text("model")!)!;
        if (Unloads(body))
        {
            Loaded.Unload(model);
        }
        else
        {
            Loaded.Load(model, body);
        }
    }

    private Dictionary<string, object> Message(string content, string thinking, IReadOnlyList<Call> calls)
    {
        var message = new Dictionary<string, object> { ["role"] = "assistant", ["content"] = content };
        if (thinking.Length > 0)
        {
            message["thinking"] = thinking;
        }

        if (calls.Count > 0)
        {
            message["tool_calls"] = calls.Index().Select(call => new
            {
                id = ids.Letters("call_", 8).ToLowerInvariant(),
                function = new { index = call.Index, name = call.Item.Tool, arguments = call.Item.Arguments },
            });
        }

        return message;
    }

    private Dictionary<string, object> Line(JsonElement body, object message, bool done, string? reason = null)
    {
        var line = new Dictionary<string, object>
        {
            ["model"] = body.Text("model")!,
            ["created_at"] = time.GetUtcNow(),
            ["message"] = message,
            ["done"] = done,
        };
        if (reason is not null)
        {
            line["done_reason"] = reason;
        }

        return line;
    }

    private Dictionary<string, object> Last(JsonElement body, object message, Prompt prompt, Answer answer) =>
        new(Line(body, message, done: true, answer.Stop == StopCause.Length ? "length" : "stop"))
        {
            ["total_duration"] = 4_883_583_458,
            ["load_duration"] = 1_334_875,
            ["prompt_eval_count"] = TokenCount.Of(prompt),
            ["prompt_eval_duration"] = 342_546_000,
            ["eval_count"] = TokenCount.Of(answer),
            ["eval_duration"] = 4_535_599_000,
        };
}
