using System.Text;
using System.Text.Encodings.Web;

namespace Trooper.Core.Protocols;

/// <summary>
/// Changes to a body in place: everything that is not named stays byte for byte. Edits must not overlap.
/// </summary>
public sealed class BodyEdits
{
    private readonly List<(Slice At, ReadOnlyMemory<byte> With)> edits = [];

    /// <summary>The edits that every provider's request begins with: it names the provider's model, and some fields don't go upstream.</summary>
    /// <param name="request">The client's request.</param>
    /// <param name="model">The model that the provider is asked for.</param>
    /// <param name="cuts">The fields that stay here: Trooper's own, unless more are named.</param>
    public static BodyEdits Of(ScannedRequest request, string model, IReadOnlyList<Slice>? cuts = null)
    {
        var edits = new BodyEdits();
        foreach (var field in cuts ?? request.OwnFields)
            edits.Cut(field);
        if (request.ModelBytes.IsEmpty)
            edits.Insert(1 + request.Body.Span.IndexOf((byte)'{'), (byte[])[.. "\"model\":"u8, .. Quoted(model), (byte)',']);
        else if (request.Model != model)
            edits.Replace(request.ModelBytes, Quoted(model));
        return edits;
    }

    /// <summary>A text as a JSON string.</summary>
    public static byte[] Quoted(string text) => Encoding.UTF8.GetBytes($"\"{JavaScriptEncoder.Default.Encode(text)}\"");

    public void Replace(Slice at, ReadOnlyMemory<byte> with) => edits.Add((at, with));

    public void Cut(Slice at) => edits.Add((at, default));

    public void Insert(int at, ReadOnlyMemory<byte> bytes) => edits.Add((new(at, 0), bytes));

    /// <summary>The body itself where there is nothing to change.</summary>
    public ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> body)
    {
        if (edits.Count == 0)
            return body;
        // What is inserted where something else is replaced comes before it.
        edits.Sort((a, b) => (a.At.Start, a.At.Length).CompareTo((b.At.Start, b.At.Length)));
        var result = new byte[body.Length + edits.Sum(edit => edit.With.Length - edit.At.Length)];
        int from = 0, to = 0;
        foreach (var (at, with) in edits)
        {
            body.Span[from..at.Start].CopyTo(result.AsSpan(to));
            to += at.Start - from;
            with.Span.CopyTo(result.AsSpan(to));
            to += with.Length;
            from = at.End;
        }
        body.Span[from..].CopyTo(result.AsSpan(to));
        return result;
    }
}
