using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Sessions;

/// <summary>
/// The replies that a client may name instead of sending the conversation before them (<c>previous_response_id</c> of OpenAI's Responses), and the
/// message that each of them is. Replies of other protocols can't be named, and are not kept.
/// </summary>
internal sealed class ReplyIndex
{
    private const string Prefix = "resp_";

    /// <summary>By so many of its latest replies a session is found when nothing else names it.</summary>
    private const int Latest = 8;

    private readonly Dictionary<string, int> messages = [];
    private readonly Queue<ContentHash> latest = new(Latest);

    /// <summary>What a session is found by, among its <see cref="SessionSummary.Heads"/>.</summary>
    public IEnumerable<ContentHash> Heads => latest;

    public int? Find(string replyId) => messages.TryGetValue(replyId, out var message) ? message : null;

    public void Add(string? replyId, int message)
    {
        if (replyId?.StartsWith(Prefix, StringComparison.Ordinal) != true)
            return;
        messages[replyId] = message;
        if (latest.Count == Latest)
            latest.Dequeue();
        latest.Enqueue(SessionSummary.HeadOf(replyId));
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("replies");
        foreach (var (id, message) in messages.OrderBy(reply => reply.Value))
        {
            json.WriteStartArray();
            json.WriteStringValue(id);
            json.WriteNumberValue(message);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    public void Read(JsonElement state)
    {
        foreach (var reply in state.Items("replies"))
            Add(reply[0].GetString(), reply[1].GetInt32());
    }
}
