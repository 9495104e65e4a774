using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trooper.Bench.Quality;

/// <summary>Files of one JSON object per line.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static List<T> Read<T>(string file) =>
        [.. File.ReadLines(file).Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => JsonSerializer.Deserialize<T>(line, Format)!)];

    public static void Write<T>(string file, IEnumerable<T> rows) => File.WriteAllLines(file, rows.Select(row => JsonSerializer.Serialize(row, Format)));
}
