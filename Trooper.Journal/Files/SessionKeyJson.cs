using System.Text.Json;
using System.Text.Json.Serialization;
using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>The session's name in lines that have nothing else to say: <c>{"team":"","id":"…"}</c>.</summary>
internal static class SessionKeyJson
{
    public static void WriteLine(PooledBuffer buffer, LineKind kind, SessionKey session)
    {
        var line = JournalLine.Begin(buffer, new LineMark(kind));
        using (var writer = new Utf8JsonWriter(buffer))
            JsonSerializer.Serialize(writer, session, SessionKeyJsonContext.Default.SessionKey);
        JournalLine.End(buffer, line);
    }

    public static SessionKey Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, SessionKeyJsonContext.Default.SessionKey);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SessionKey))]
internal sealed partial class SessionKeyJsonContext : JsonSerializerContext;
