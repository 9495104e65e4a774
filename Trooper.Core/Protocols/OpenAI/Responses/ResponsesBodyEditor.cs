using System.Buffers;
using System.Text;
using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Privacy;
using Trooper.Core.Protocols.Anthropic;
using Trooper.Core.Sessions;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>
/// Turns a client's Responses request into the one that OpenAI gets: the same bytes but for what routing, privacy and other providers' reasoning demand.
/// </summary>
public static class ResponsesBodyEditor
{
    /// <summary>The request with the client's own history.</summary>
    public static ReadOnlyMemory<byte> WithHistory(ScannedRequest request, string model, IReadOnlyList<WithheldMessage> withheld)
    {
        var edits = BodyEdits.Of(request, model);
        var hidden = withheld.Select(message => message.Place).ToHashSet();
        foreach (var place in hidden)
            edits.Replace(request.Messages[place].Bytes, PlaceholderJson(request, place));
        if (ForeignThinking.MayBeIn(request.MessagesBytes.Of(request.Body)))
        {
            for (var place = 0; place < request.Messages.Count; place++)
            {
                var message = request.Messages[place];
                if (!hidden.Contains(place) && message.Traits.HasFlag(MessageTraits.Thinking) && ForeignThinking.MayBeIn(message.Bytes.Of(request.Body)))
                    edits.Replace(message.Bytes, WithoutForeignReasoning(message.Bytes.Of(request.Body)));
            }
        }
        return edits.Apply(request.Body);
    }

    /// <summary>
    /// The request with a context in the place of its messages. What names a conversation that OpenAI would put before them is cut: the context
    /// stands for it.
    /// </summary>
    public static ReadOnlyMemory<byte> WithContext(ScannedRequest request, ResponsesAsked asked, string model, IReadOnlyList<Message> context)
    {
        var edits = BodyEdits.Of(request, model, OwnAndStoredFields(request));
        var output = new ArrayBufferWriter<byte>(request.MessagesBytes.Length + 4096);
        using (var json = new Utf8JsonWriter(output, ResponsesJson.Writing))
        {
            json.WriteStartArray();
            var leading = ResponsesRequestReader.LeadingBytes(request);
            foreach (var item in leading.IsEmpty ? [] : ItemReader.Items(leading.Of(request.Body)))
                item.WriteTo(json);
            var items = new ItemWriter(json, [], asked.FormOf, keepsReasoning: true);
            foreach (var message in context)
                items.Write(message);
            json.WriteEndArray();
        }
        edits.Replace(request.MessagesBytes, output.WrittenMemory);
        return edits.Apply(request.Body);
    }

    // A lone string may be the whole input: its place is then taken by another.
    private static byte[] PlaceholderJson(ScannedRequest request, int place)
    {
        var message = request.Messages[place];
        var placeholder = Placeholder.For(message.Role);
        if (message.Bytes.Of(request.Body)[0] == '"')
            return BodyEdits.Quoted(placeholder.Text);
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, ResponsesJson.Writing))
            new ItemWriter(json, [], name => new(name), keepsReasoning: false).Write(placeholder);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] WithoutForeignReasoning(ReadOnlySpan<byte> items)
    {
        var kept = ItemReader.Items(items).Where(item => !IsForeignReasoning(item)).Select(item => item.GetRawText()).DefaultIfEmpty(NoAnswer);
        return Encoding.UTF8.GetBytes(string.Join(',', kept));
    }

    private const string NoAnswer = """{"type":"message","role":"assistant","content":[{"type":"output_text","text":"[No answer was given.]"}]}""";

    private static bool IsForeignReasoning(JsonElement item) =>
        ItemKinds.Of(item) == ItemKind.Reasoning && item.Text("encrypted_content") is { } content
        && content.StartsWith(ForeignThinking.Prefix, StringComparison.Ordinal);

    private static List<Slice> OwnAndStoredFields(ScannedRequest request)
    {
        var cuts = new List<Slice>();
        var reader = new Utf8JsonReader(request.Body.Span, ResponsesJson.Reading);
        reader.Read();
        var cutter = new FieldCutter((int)reader.BytesConsumed);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var nameStart = (int)reader.TokenStartIndex;
            var isCut = IsOwnOrStored(reader.GetString()!);
            reader.Read();
            reader.Skip();
            if (isCut)
                cuts.Add(cutter.Cut(request.Body.Span, nameStart, (int)reader.BytesConsumed));
            else
                cutter.Keep((int)reader.BytesConsumed);
        }
        return cuts;
    }

    private static bool IsOwnOrStored(string name) =>
        name is "previous_response_id" or "conversation" or "x_force_local" or "x_prefer_local" or "x_force_cloud";
}
