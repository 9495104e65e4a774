using System.Text.Json;
using System.Text.Unicode;

namespace Trooper.Core.Protocols.Scanning;

/// <summary>
/// One pass over a request's body. It reads what Trooper relies on and names the field that is wrong; everything else is the provider's to judge.
/// </summary>
/// <remarks>
/// A field that stands twice is refused where Trooper reads it: JSON readers differ in which of the two counts, and what is withheld must be what is read.
/// </remarks>
internal ref struct BodyScan
{
    /// <summary>Stands on the value of the field that is read.</summary>
    public Utf8JsonReader Reader;

    private readonly Refusals refusals;
    private string field = "";

    private BodyScan(ScannedRequest request, Refusals refusals)
    {
        Request = request;
        this.refusals = refusals;
        Reader = new Utf8JsonReader(request.Body.Span, new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
    }

    public ScannedRequest Request { get; }

    /// <param name="fields">At most 32.</param>
    /// <exception cref="RequestRejectedException">The body is no such request.</exception>
    public static ScannedRequest Run(ScannedRequest request, IReadOnlyList<BodyField> fields, Refusals refusals)
    {
        var body = request.Body.Span;
        if (body.IsEmpty)
            throw refusals.Unreadable("is empty: a JSON object is expected");
        if (!Utf8.IsValid(body))
            throw refusals.Unreadable("is not valid UTF-8");
        if (LoneSurrogates.Find(body) is >= 0 and var half)
            throw refusals.Unreadable($"is not valid JSON: byte {half}: half a surrogate pair in a string");
        try
        {
            var scan = new BodyScan(request, refusals);
            ReadFields(ref scan, fields);
        }
        catch (JsonException e)
        {
            throw refusals.Unreadable($"is not valid JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine}: {JsonFault.Of(e)}");
        }
        return request;
    }

    /// <summary>The value is null, in a dialect where that says as much as nothing.</summary>
    public readonly bool IsAbsent => Reader.TokenType == JsonTokenType.Null && refusals.NullIsAbsent;

    /// <summary>The value as text.</summary>
    public readonly string Text() => Reader.TokenType == JsonTokenType.String ? Reader.GetString()! : throw Wrong(Shape.Text);

    /// <summary>The value where it is text; a hint of another kind is none.</summary>
    public string? TextOrNothing()
    {
        var text = Reader.TokenType == JsonTokenType.String ? Reader.GetString() : null;
        Reader.Skip();
        return text;
    }

    public readonly bool Boolean() => Reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Wrong(Shape.Boolean),
    };

    public readonly int Count() => Reader.TokenType == JsonTokenType.Number && Reader.TryGetInt32(out var count) && count >= 0 ? count : throw Wrong(Shape.Count);

    /// <summary>Where a list stands; empty for one with nothing in it.</summary>
    public Slice NonEmptyList()
    {
        if (Reader.TokenType != JsonTokenType.StartArray)
            throw Wrong(Shape.List);
        var list = Value();
        return list.Of(Request.Body).IndexOf((byte)'{') >= 0 ? list : default;
    }

    /// <summary>Where the value stands, a string with its quotes.</summary>
    public Slice Value()
    {
        var start = (int)Reader.TokenStartIndex;
        Reader.Skip();
        return new(start, (int)Reader.BytesConsumed - start);
    }

    /// <summary>The value with all that is in it: for what is small.</summary>
    public JsonElement Element() => JsonElement.ParseValue(ref Reader);

    private readonly RequestRejectedException Wrong(Shape expected) => refusals.Wrong(field, expected, Reader.TokenType);

    private static void ReadFields(ref BodyScan scan, IReadOnlyList<BodyField> fields)
    {
        scan.Reader.Read();
        if (scan.Reader.TokenType != JsonTokenType.StartObject)
            throw scan.refusals.Unreadable("must be a JSON object");
        var cutter = new FieldCutter((int)scan.Reader.BytesConsumed);
        var seen = 0u;
        while (scan.Reader.Read() && scan.Reader.TokenType == JsonTokenType.PropertyName)
        {
            var nameStart = (int)scan.Reader.TokenStartIndex;
            var known = IndexOf(fields, ref scan.Reader);
            scan.Reader.Read();
            if (known < 0)
                scan.Reader.Skip();
            else
                ReadField(ref scan, fields[known], 1u << known, ref seen);
            var end = (int)scan.Reader.BytesConsumed;
            if (known >= 0 && fields[known].IsOwn)
                scan.Request.OwnFields.Add(cutter.Cut(scan.Request.Body.Span, nameStart, end));
            else
                cutter.Keep(end);
        }
        while (scan.Reader.Read())
        {
        }
    }

    private static void ReadField(ref BodyScan scan, BodyField field, uint mark, ref uint seen)
    {
        if ((seen & mark) != 0)
            throw scan.refusals.Twice(field.Name);
        seen |= mark;
        scan.field = field.Name;
        if (field.TakesNull || !scan.IsAbsent)
            field.Read(ref scan);
    }

    private static int IndexOf(IReadOnlyList<BodyField> fields, ref Utf8JsonReader name)
    {
        for (var index = 0; index < fields.Count; index++)
        {
            if (name.ValueTextEquals(fields[index].Utf8))
                return index;
        }
        return -1;
    }
}
