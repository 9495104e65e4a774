using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Privacy;
using Trooper.Core.Sessions;

namespace Trooper.Core.Protocols.Anthropic;

/// <summary>
/// Turns a client's Anthropic request into the one that Claude gets: the same bytes but for what routing, privacy and other providers' thinking demand.
/// </summary>
public static class AnthropicBodyEditor
{
    /// <summary>A person at a command line may leave it out; the API demands it.</summary>
    private const int DefaultMaxTokens = 4096;

    private const string NoAnswer = "[No answer was given.]";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The request with the client's own history.</summary>
    public static ReadOnlyMemory<byte> WithHistory(ScannedRequest request, string model, IReadOnlyList<WithheldMessage> withheld)
    {
        var edits = WithMaxTokens(request, model);
        var hidden = withheld.Select(message => message.Place).ToHashSet();
        foreach (var place in hidden)
            edits.Replace(request.Messages[place].Bytes, PlaceholderJson(request.Messages[place].Role));
        if (ForeignThinking.MayBeIn(request.MessagesBytes.Of(request.Body)))
        {
            for (var place = 0; place < request.Messages.Count; place++)
            {
                if (!hidden.Contains(place) && request.Messages[place].Traits.HasFlag(MessageTraits.Thinking))
                    WithoutForeignThinking(request, request.Messages[place], edits);
            }
        }
        var asked = request.Messages.Count - 2;
        if (asked >= 0 && !hidden.Contains(asked) && request.Messages[^1].Traits.HasFlag(MessageTraits.ToolResults))
            LoopThinking.SwitchOff(request, request.ReadMessage(asked), edits);
        return edits.Apply(request.Body);
    }

    /// <summary>The request with a context in the place of its messages.</summary>
    public static ReadOnlyMemory<byte> WithContext(ScannedRequest request, string model, IReadOnlyList<Message> context)
    {
        var edits = WithMaxTokens(request, model);
        var output = new ArrayBufferWriter<byte>(request.MessagesBytes.Length + 4096);
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartArray();
            foreach (var message in context)
                MessageJson.Write(json, ForClaude(message));
            json.WriteEndArray();
        }
        edits.Replace(request.MessagesBytes, output.WrittenMemory);
        if (context is [.., var asked, var results] && results.ToolResults.Any())
            LoopThinking.SwitchOff(request, asked, edits);
        return edits.Apply(request.Body);
    }

    /// <summary>A request for <c>count_tokens</c>, which takes no <c>max_tokens</c>.</summary>
    public static ReadOnlyMemory<byte> ForCount(ScannedRequest request, string model) => BodyEdits.Of(request, model).Apply(request.Body);

    private static BodyEdits WithMaxTokens(ScannedRequest request, string model)
    {
        var edits = BodyEdits.Of(request, model);
        if (request.MaxTokens is null)
            edits.Insert(request.Body.Span.LastIndexOf((byte)'}'), Encoding.UTF8.GetBytes($",\"max_tokens\":{DefaultMaxTokens}"));
        return edits;
    }

    private static byte[] PlaceholderJson(Role role)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, Options))
            MessageJson.Write(json, Placeholder.For(role));
        return output.WrittenSpan.ToArray();
    }

    // The session's own record of what another provider thought stays here, and a message without words gets some: Claude refuses it otherwise.
    private static Message ForClaude(Message message)
    {
        if (message.Content.Count > 0 && !message.Content.Any(IsRefused))
            return message;
        var kept = message.Content.Where(block => !IsRefused(block)).ToList();
        return kept.Count > 0 ? message with { Content = kept } : new(message.Role, [new TextBlock(message.Role == Role.Assistant ? NoAnswer : "[Nothing was said.]")]);
    }

    private static bool IsRefused(Block block) => block switch
    {
        ThinkingBlock thinking => ForeignThinking.IsMarked(thinking.Signature),
        TextBlock text => string.IsNullOrWhiteSpace(text.Text),
        _ => false,
    };

    private static void WithoutForeignThinking(ScannedRequest request, ScannedMessage message, BodyEdits edits)
    {
        var bytes = message.Bytes.Of(request.Body);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isContent = reader.ValueTextEquals("content"u8);
            reader.Read();
            if (!isContent || reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                continue;
            }
            var start = (int)reader.TokenStartIndex;
            var kept = KeptBlocks(ref reader, bytes);
            edits.Replace(new(message.Bytes.Start + start, (int)reader.BytesConsumed - start), kept);
        }
    }

    // Exact bytes of the other blocks: a signature of Claude's own may be bound to them.
    private static byte[] KeptBlocks(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes)
    {
        var kept = new ArrayBufferWriter<byte>();
        kept.Write("["u8);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var block = bytes[start..(int)reader.BytesConsumed];
            var isForeign = MessageJson.ReadBlock(Parse(block)) is ThinkingBlock thinking && ForeignThinking.IsMarked(thinking.Signature);
            if (isForeign)
                continue;
            if (kept.WrittenCount > 1)
                kept.Write(","u8);
            kept.Write(block);
        }
        if (kept.WrittenCount == 1)
            kept.Write(Encoding.UTF8.GetBytes($$"""{"type":"text","text":"{{NoAnswer}}"}"""));
        kept.Write("]"u8);
        return kept.WrittenSpan.ToArray();
    }

    private static JsonElement Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
        return JsonElement.ParseValue(ref reader);
    }
}
