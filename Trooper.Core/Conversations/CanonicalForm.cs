using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Trooper.Core.Conversations;

/// <summary>
/// What a message says, freed of how it is written, as the bytes that its hash is taken of: white space, the split into text blocks, cache marks
/// and thinking (which clients may leave out when they resend) make no difference; words, tool calls, results and images do.
/// </summary>
/// <remarks>Two paths lead here, a scan of a client's bytes and a <see cref="Message"/>; the same message must come out the same on both.</remarks>
public sealed class CanonicalForm : IDisposable
{
    private const byte TextMark = 1, CallMark = 2, ResultMark = 3, ErrorMark = 4, MediaMark = 5, OpaqueMark = 6, EndMark = 7, FieldMark = 8;

    // Shared by all: what is known changes nothing but the time that it takes.
    private static readonly KnownHashes Known = new();

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int length;
    private bool inText;

    /// <summary>The hash of everything written since the last call, with the role that said it; then the form is empty again.</summary>
    public ContentHash Take(Role role)
    {
        Ensure(1);
        buffer[length++] = (byte)('a' + (int)role);
        var hash = Known.Of(buffer.AsSpan(0, length));
        length = 0;
        inText = false;
        return hash;
    }

    /// <summary>The hash of a conversation up to a message: of the chain before it and the message's own.</summary>
    public static ContentHash Chain(ContentHash before, ContentHash message)
    {
        Span<byte> both = stackalloc byte[32];
        Unsafe.WriteUnaligned(ref both[0], before.Value);
        Unsafe.WriteUnaligned(ref both[16], message.Value);
        return Known.Of(both);
    }

    public static ContentHash HashOf(Message message)
    {
        using var form = new CanonicalForm();
        form.Write(message.Content);
        return form.Take(message.Role);
    }

    public void Text(ReadOnlySpan<byte> utf8)
    {
        Ensure(utf8.Length + 1);
        if (!inText)
            buffer[length++] = TextMark;
        var before = length;
        AppendWithoutWhiteSpace(utf8);
        if (length == before && !inText)
            length--;
        else
            inText = true;
    }

    public void BeginCall(ReadOnlySpan<byte> id, ReadOnlySpan<byte> name)
    {
        Mark(CallMark);
        Field(id);
        Field(name);
    }

    public void BeginResult(ReadOnlySpan<byte> callId, bool isError)
    {
        Mark(isError ? ErrorMark : ResultMark);
        Field(callId);
    }

    /// <summary>Ends a call or a result.</summary>
    public void End() => Mark(EndMark);

    /// <summary>An image or document, by its bytes or address.</summary>
    public void Media(ReadOnlySpan<byte> dataOrUrl)
    {
        Mark(MediaMark);
        Field(dataOrUrl);
    }

    public void Opaque(ReadOnlySpan<byte> type, ReadOnlySpan<byte> json)
    {
        Mark(OpaqueMark);
        Field(type);
        Json(json);
        Mark(EndMark);
    }

    /// <summary>JSON by its values: spacing, escapes and the spelling of numbers make no difference. Other bytes count as text.</summary>
    public void Json(ReadOnlySpan<byte> json)
    {
        var start = length;
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
            while (reader.Read())
                Token(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter where a string holds half of a character
        {
            length = start;
            Field(json);
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private void Write(IReadOnlyList<Block> content)
    {
        foreach (var block in content)
            Write(block);
    }

    private void Write(Block block)
    {
        switch (block)
        {
            case TextBlock text:
                Text(Utf8(text.Text));
                break;
            case ToolCallBlock call:
                BeginCall(Utf8(call.Id), Utf8(call.Name));
                Json(Utf8(call.ArgumentsJson));
                End();
                break;
            case ToolResultBlock result:
                BeginResult(Utf8(result.CallId), result.IsError);
                Write(result.Content);
                End();
                break;
            case ImageBlock image:
                Media(Utf8(image.Url ?? image.Base64 ?? ""));
                break;
            case DocumentBlock document:
                Media(Utf8(document.Url ?? document.Base64 ?? document.Text ?? ""));
                break;
            case OpaqueBlock opaque:
                Opaque(Utf8(opaque.Type), Utf8(opaque.Json));
                break;
        }
    }

    private void Token(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName or JsonTokenType.String when !reader.ValueIsEscaped:
                Field(reader.ValueSpan);
                break;
            case JsonTokenType.PropertyName or JsonTokenType.String:
                var unescaped = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
                Field(unescaped.AsSpan(0, reader.CopyString(unescaped)));
                ArrayPool<byte>.Shared.Return(unescaped);
                break;
            case JsonTokenType.Number when reader.ValueSpan.ContainsAny("eE."u8) && reader.TryGetDouble(out var number):
                Span<byte> digits = stackalloc byte[32];
                number.TryFormat(digits, out var written, "R", CultureInfo.InvariantCulture);
                Field(digits[..written]);
                break;
            default:
                Field(reader.ValueSpan);
                break;
        }
    }

    private void Mark(byte mark)
    {
        Ensure(1);
        buffer[length++] = mark;
        inText = false;
    }

    private void Field(ReadOnlySpan<byte> utf8)
    {
        Ensure(utf8.Length + 1);
        buffer[length++] = FieldMark;
        AppendWithoutWhiteSpace(utf8);
        inText = false;
    }

    private void AppendWithoutWhiteSpace(ReadOnlySpan<byte> utf8)
    {
        var output = buffer;
        var at = length;
        var wide = 0;
        foreach (var b in utf8)
        {
            output[at] = b;
            at += Kept[b] & 1;
            wide |= Kept[b];
        }
        if ((wide & 2) == 0)
        {
            length = at;
            return;
        }
        AppendRunes(utf8);
    }

    // Only text with a byte that can begin a white-space character beyond ASCII comes here.
    private void AppendRunes(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var size);
            if (!Rune.IsWhiteSpace(rune))
            {
                utf8[..size].CopyTo(buffer.AsSpan(length));
                length += size;
            }
            utf8 = utf8[size..];
        }
    }

    // Bit 0: kept. Bit 1: may begin U+0085, U+00A0, U+1680, U+2000–U+3000.
    private static readonly byte[] Kept = [.. Enumerable.Range(0, 256).Select(b => (byte)(b is ' ' or (>= 9 and <= 13) ? 0 : b is 0xC2 or 0xE1 or 0xE2 or 0xE3 ? 3 : 1))];

    private static ReadOnlySpan<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private void Ensure(int more)
    {
        if (buffer.Length - length >= more)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, length + more));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
