using System.Buffers;
using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>
/// A client that counts on OpenAI's storage may resend what the model said as references to its items. Other providers have no such storage, and
/// OpenAI has nothing of what other providers said: so the items stand in for the references before the request is aligned and sent.
/// </summary>
public static class ItemReferences
{
    private const string Kind = "item_reference";

    /// <summary>The ids that a request refers to: none in most.</summary>
    public static IReadOnlyList<string> In(ScannedRequest request)
    {
        var ids = new List<string>();
        if (MayBeIn(request))
            ForEachItem(request, (_, _, item) => Add(ids, item));
        return ids;
    }

    /// <summary>The body with the items that are known in the place of their references; it has to be scanned again.</summary>
    /// <remarks>Reasoning that OpenAI keeps stays a reference: nobody else could read it.</remarks>
    /// <param name="known">What the items say, by their ids.</param>
    public static ReadOnlyMemory<byte> Resolve(ScannedRequest request, ResponsesAsked asked, IReadOnlyDictionary<string, Block> known)
    {
        if (!MayBeIn(request))
            return request.Body;
        var edits = new BodyEdits();
        var cutter = new FieldCutter(request.MessagesBytes.Start + 1);
        ForEachItem(request, (start, end, item) =>
        {
            if (IdOf(item) is { } id && known.TryGetValue(id, out var block) && (IsOwn(id) || block is not ThinkingBlock))
            {
                var json = ItemJson(id, block, asked);
                if (json.IsEmpty)
                {
                    edits.Cut(cutter.Cut(request.Body.Span, start, end)); // another provider's reasoning
                    return;
                }
                edits.Replace(new(start, end - start), json);
            }
            cutter.Keep(end);
        });
        return edits.Apply(request.Body);
    }

    private static bool MayBeIn(ScannedRequest request) => request.MessagesBytes.Of(request.Body).IndexOf("\"item_reference\""u8) >= 0;

    private static void Add(List<string> ids, ReadOnlySpan<byte> item)
    {
        if (IdOf(item) is { } id)
            ids.Add(id);
    }

    private static string? IdOf(ReadOnlySpan<byte> item)
    {
        if (item.IndexOf("item_reference"u8) < 0)
            return null;
        var parsed = ResponsesJson.Parse(item);
        return parsed.Text("type") == Kind ? parsed.Text("id") : null;
    }

    // OpenAI's own ids have no second part.
    private static bool IsOwn(string id) => id.IndexOf('_') != id.LastIndexOf('_');

    private static ReadOnlyMemory<byte> ItemJson(string id, Block block, ResponsesAsked asked)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, ResponsesJson.Writing))
            new ItemWriter(json, [], asked.FormOf, keepsReasoning: true).Write(new(Role.Assistant, [block]));
        // By its id OpenAI knows which reasoning belongs before it.
        return IsOwn(id) || output.WrittenCount == 0 ? output.WrittenMemory : (byte[])[.. "{\"id\":"u8, .. JsonSerializer.SerializeToUtf8Bytes(id, ResponsesJson.Default.String), (byte)',', .. output.WrittenSpan[1..]];
    }

    private delegate void OnItem(int start, int end, ReadOnlySpan<byte> item);

    private static void ForEachItem(ScannedRequest request, OnItem onItem)
    {
        var input = request.MessagesBytes;
        var reader = new Utf8JsonReader(input.Of(request.Body), ResponsesJson.Reading);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var item = BodyValue.Read(ref reader, input.Start);
            onItem(item.Start, item.End, item.Json(request.Body.Span));
        }
    }
}
