using System.Buffers;
using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Privacy;
using Trooper.Core.Sessions;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>
/// Turns a client's Chat request into the one that OpenAI gets: the same bytes but for what routing, privacy and other providers' thinking demand.
/// </summary>
public static class ChatBodyEditor
{
    /// <summary>The request with the client's own history.</summary>
    public static ReadOnlyMemory<byte> WithHistory(ScannedRequest request, string model, IReadOnlyList<WithheldMessage> withheld)
    {
        var edits = BodyEdits.Of(request, model);
        var hidden = withheld.Select(message => message.Place).ToHashSet();
        foreach (var place in hidden)
            edits.Replace(request.Messages[place].Bytes, Written(new("system", true, true, true), [Placeholder.For(request.Messages[place].Role)]));
        if (OpenAIModels.IsOpenAIs(model))
        {
            var thinking = request.Messages.Where((message, place) => message.Traits.HasFlag(MessageTraits.Thinking) && !hidden.Contains(place));
            foreach (var field in thinking.SelectMany(message => ThinkingIn(request.Body.Span, message.Bytes)))
                edits.Cut(field);
        }
        return edits.Apply(request.Body);
    }

    /// <summary>The request with a context in the place of its messages; what the system says first stays as it is.</summary>
    public static ReadOnlyMemory<byte> WithContext(ScannedRequest request, string model, IReadOnlyList<Message> context)
    {
        var edits = BodyEdits.Of(request, model);
        var role = OpenAIModels.Reasons(model) ? "developer" : "system";
        var start = request.SystemBytes.IsEmpty ? request.MessagesBytes.Start + 1 : request.SystemBytes.End;
        var messages = Written(new(role, true, true, true), context);
        edits.Replace(new(start, request.MessagesBytes.End - 1 - start), request.SystemBytes.IsEmpty ? messages : (byte[])[(byte)',', .. messages]);
        return edits.Apply(request.Body);
    }

    // Without the brackets of their array: they stand among others.
    private static byte[] Written(ChatAbilities abilities, IEnumerable<Message> messages)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(output, ChatRequestWriter.Options))
        {
            var writer = new ChatMessageWriter(json, abilities, new DroppedFields([]));
            json.WriteStartArray();
            foreach (var message in messages)
                writer.Write(message);
            json.WriteEndArray();
        }
        return output.WrittenSpan[1..^1].ToArray();
    }

    // OpenAI has no field for thoughts, and these are another model's.
    private static List<Slice> ThinkingIn(ReadOnlySpan<byte> body, Slice message)
    {
        var found = new List<Slice>();
        var reader = new Utf8JsonReader(body.Slice(message.Start, message.Length), new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
        reader.Read();
        var cutter = new FieldCutter(message.Start + 1);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var nameStart = message.Start + (int)reader.TokenStartIndex;
            var isThinking = reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8);
            reader.Read();
            reader.Skip();
            var end = message.Start + (int)reader.BytesConsumed;
            if (isThinking)
                found.Add(cutter.Cut(body, nameStart, end));
            else
                cutter.Keep(end);
        }
        return found;
    }
}
