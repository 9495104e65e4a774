using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;
using Trooper.Core.Conversations;
using Trooper.Core.Sessions;

namespace Trooper.Journal.Postgres;

/// <summary>How what sessions are made of stands in columns.</summary>
internal static class Columns
{
    /// <summary>A summary, in two columns: the local-only messages grow with their session and are not written again with every turn.</summary>
    public const string Summary = "s.summary, array(select l.hash from local_only l where l.session = s.key order by l.place)";

    public static SessionSummary ReadSummary(NpgsqlDataReader row, int column = 0)
    {
        var summary = SessionEventJson.ReadSummary(row.GetFieldValue<byte[]>(column));
        var localOnly = row.GetFieldValue<Guid[]>(column + 1);
        return localOnly.Length == 0 ? summary : summary with { LocalOnly = [.. localOnly.Select(FromUuid)] };
    }

    public static string SummaryText(SessionSummary summary)
    {
        var json = new ArrayBufferWriter<byte>(512);
        SessionEventJson.Write(json, summary with { LocalOnly = [] });
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    /// <summary>The id and the intent, in small letters.</summary>
    public static string SearchText(SessionSummary summary) => Searchable($"{summary.SessionId}\n{summary.Intent}");

    /// <summary>The database takes neither null characters nor halves of characters.</summary>
    public static string Searchable(string text) => string.Concat(text.Replace("\0", "", StringComparison.Ordinal).ToLowerInvariant().EnumerateRunes());

    /// <summary>An array within an array, which the database only takes as text.</summary>
    public static string Literal(IEnumerable<ContentHash> hashes) => $"{{{string.Join(',', hashes)}}}";

    public static Guid[] ToUuids(IEnumerable<ContentHash> hashes) => [.. hashes.Select(ToUuid)];

    private static Guid ToUuid(ContentHash hash)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash.Value);
        return new Guid(bytes, bigEndian: true);
    }

    private static ContentHash FromUuid(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return new(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }
}
