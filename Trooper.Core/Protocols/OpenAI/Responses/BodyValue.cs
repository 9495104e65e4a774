using System.Text;
using System.Text.Json;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>A JSON value where it stands in a body, a string with its quotes.</summary>
internal readonly record struct BodyValue(int Start, int End, JsonTokenType Kind, bool IsEscaped)
{
    /// <summary>Neither missing nor null.</summary>
    public bool IsGiven => Kind is not (JsonTokenType.None or JsonTokenType.Null);

    public bool IsString => Kind == JsonTokenType.String;

    /// <param name="reader">Stands on the value; is left on its end.</param>
    /// <param name="offset">Where in the body the reader began.</param>
    public static BodyValue Read(ref Utf8JsonReader reader, int offset)
    {
        var start = offset + (int)reader.TokenStartIndex;
        var kind = reader.TokenType;
        var isEscaped = kind == JsonTokenType.String && reader.ValueIsEscaped;
        reader.Skip();
        return new(start, offset + (int)reader.BytesConsumed, kind, isEscaped);
    }

    public ReadOnlySpan<byte> Json(ReadOnlySpan<byte> body) => body[Start..End];

    /// <summary>A string's text. One with escapes is copied: for names and ids, which hardly ever have any.</summary>
    public ReadOnlySpan<byte> Utf8(ReadOnlySpan<byte> body) =>
        IsEscaped ? Encoding.UTF8.GetBytes(Reader(body).GetString()!) : body[(Start + 1)..(End - 1)];

    public Utf8JsonReader Reader(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(Json(body), new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
        reader.Read();
        return reader;
    }
}
