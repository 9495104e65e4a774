using System.Text;
using System.Text.Json;
using Trooper.Core;

namespace Trooper.Journal.Blocks;

/// <summary>
/// An event's JSON without its large strings: <c>{"blocks":[["hash",place,length],…],</c> and then the rest of the event's object, in which each block
/// is to be put back at its place. The places are kept beside the event and not in it: nothing that a client can send is ever taken for a reference.
/// </summary>
/// <param name="Json">The event as it is stored.</param>
/// <param name="Blocks">What was cut out of it, in order.</param>
internal readonly record struct CutEvent(ReadOnlyMemory<byte> Json, IReadOnlyList<Block> Blocks)
{
    /// <summary>Shorter strings stay where nothing else is said: to look one up costs more than to store it again.</summary>
    public const int MinLength = 8 * 1024;

    private static ReadOnlySpan<byte> Opening => "{\"blocks\":["u8;

    public static CutEvent Of(ReadOnlyMemory<byte> json, int minLength = MinLength)
    {
        if (json.Length < minLength)
            return new(json, []);
        var cuts = FindLargeStrings(json.Span, minLength);
        if (cuts.Count == 0)
            return new(json, []);

        var blocks = cuts.ConvertAll(cut => Block.Of(json[cut]));
        var header = new StringBuilder();
        var kept = new MemoryStream();
        var from = 1; // behind the object's opening brace
        for (var number = 0; number < cuts.Count; number++)
        {
            var (start, length) = cuts[number].GetOffsetAndLength(json.Length);
            kept.Write(json.Span[from..start]);
            header.Append(number == 0 ? "" : ",").Append($"[\"{blocks[number].Hash}\",{kept.Length},{length}]");
            from = start + length;
        }
        kept.Write(json.Span[from..]);
        return new((byte[])[.. Opening, .. Encoding.ASCII.GetBytes(header.ToString()), .. "],"u8, .. kept.GetBuffer().AsSpan(0, (int)kept.Length)], blocks);
    }

    /// <summary>Something was cut out of this stored event.</summary>
    public static bool IsCut(ReadOnlySpan<byte> stored) => stored.StartsWith(Opening);

    /// <summary>The blocks that a stored event needs.</summary>
    public static IReadOnlyList<BlockHash> Needs(ReadOnlySpan<byte> stored) =>
        IsCut(stored) ? [.. ReadCuts(stored).Cuts.Select(cut => cut.Hash)] : [];

    /// <summary>The event as it was before it was cut.</summary>
    public static ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte> stored, Func<BlockHash, ReadOnlyMemory<byte>> blockOf)
    {
        if (!IsCut(stored.Span))
            return stored;
        var (cuts, end) = ReadCuts(stored.Span);
        var kept = stored.Span[end..];
        var whole = new MemoryStream(1 + kept.Length + cuts.Sum(cut => cut.Length));
        whole.WriteByte((byte)'{');
        var from = 0;
        foreach (var cut in cuts)
        {
            whole.Write(kept[from..cut.Place]);
            whole.Write(blockOf(cut.Hash).Span);
            from = cut.Place;
        }
        whole.Write(kept[from..]);
        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }

    private static List<Range> FindLargeStrings(ReadOnlySpan<byte> json, int minLength)
    {
        var found = new List<Range>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length >= minLength)
                found.Add(((int)reader.TokenStartIndex + 1)..((int)reader.TokenStartIndex + 1 + reader.ValueSpan.Length));
        }
        return found;
    }

    private readonly record struct Cut(BlockHash Hash, int Place, int Length);

    private static (List<Cut> Cuts, int End) ReadCuts(ReadOnlySpan<byte> stored)
    {
        var cuts = new List<Cut>();
        var start = Opening.Length - 1;
        var reader = new Utf8JsonReader(stored[start..], isFinalBlock: false, default);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            reader.Read();
            var hash = new BlockHash(reader.GetString()!);
            reader.Read();
            var place = reader.GetInt32();
            reader.Read();
            cuts.Add(new(hash, place, reader.GetInt32()));
            reader.Read();
        }
        return (cuts, start + (int)reader.BytesConsumed + 1); // and the comma
    }
}
