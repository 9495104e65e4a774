using System.Buffers;
using System.Text.Json;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>Reads one tool call's delta.</summary>
internal ref struct ChatCallReader
{
    private int? index;
    private string? id, name, signature;
    private byte[]? arguments;
    private int length;

    /// <param name="reader">Stands on the call's object; is left on its end.</param>
    public static void Read(ref Utf8JsonReader reader, BlockSequence blocks, IReplySink sink)
    {
        var call = new ChatCallReader();
        call.ReadFields(ref reader);
        blocks.Call(new()
        {
            Index = call.index,
            Id = call.id,
            Name = call.name,
            Signature = call.signature,
            Arguments = call.arguments.AsSpan(0, call.length),
        }, sink);
        if (call.arguments is not null)
            ArrayPool<byte>.Shared.Return(call.arguments);
    }

    // The function's own object is read by the same loop: no name stands in both.
    private void ReadFields(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIndex = reader.ValueTextEquals("index"u8);
            var isId = reader.ValueTextEquals("id"u8);
            var isName = reader.ValueTextEquals("name"u8);
            var isArguments = reader.ValueTextEquals("arguments"u8);
            var isFunction = reader.ValueTextEquals("function"u8);
            var isExtra = reader.ValueTextEquals("extra_content"u8);
            reader.Read();
            switch (reader.TokenType)
            {
                case JsonTokenType.Number when isIndex:
                    index = reader.TryGetInt32(out var number) ? number : null;
                    break;
                case JsonTokenType.String when isId:
                    id = reader.GetString();
                    break;
                case JsonTokenType.String when isName:
                    name = reader.GetString();
                    break;
                case JsonTokenType.String when isArguments && arguments is null:
                    arguments = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
                    length = WireText.Copy(ref reader, arguments);
                    break;
                case JsonTokenType.StartObject when isFunction:
                    ReadFields(ref reader);
                    break;
                case JsonTokenType.StartObject when isExtra:
                    signature = ThoughtSignature.Read(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }
}
