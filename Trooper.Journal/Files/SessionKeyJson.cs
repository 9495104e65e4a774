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

    /// <summary>The name in a summary, which begins with it: the rest stays unread.</summary>
    public static SessionKey ReadOfSummary(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        string? team = null, id = null;
        reader.Read();
        while ((team is null || id is null) && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isTeam = reader.ValueTextEquals("team"u8);
            var isId = reader.ValueTextEquals("session_id"u8);
            reader.Read();
            if (isTeam)
                team = reader.GetString();
            else if (isId)
                id = reader.GetString();
            else
                reader.Skip();
        }
        return new SessionKey(team ?? throw new JsonException("a summary without a team"), id ?? throw new JsonException("a summary without a session"));
    }

    public static SessionKey Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, SessionKeyJsonContext.Default.SessionKey);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SessionKey))]
internal sealed partial class SessionKeyJsonContext : JsonSerializerContext;
