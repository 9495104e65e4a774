using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Sessions;

/// <summary>
/// The replies, and the items of replies, that a client may name instead of sending what they say (<c>previous_response_id</c> and <c>item_reference</c>
/// of OpenAI's Responses), and the message that each of them is. Replies of other protocols can't be named, and are not kept.
/// </summary>
internal sealed class ReplyIndex
{
    private const string Prefix = "resp_";

    /// <summary>By so many of the latest names a session is found when nothing else names it.</summary>
    private const int Latest = 16;

    private readonly Dictionary<string, NamedReply> replies = [];
    private readonly Dictionary<string, (int Message, int Place)> items = [];
    private readonly Queue<ContentHash> latest = new(Latest);

    private sealed record NamedReply(int Message, IReadOnlyList<string> Items);

    /// <summary>What a session is found by, among its <see cref="SessionSummary.Heads"/>.</summary>
    public IEnumerable<ContentHash> Heads => latest;

    public int? Find(string replyId) => replies.TryGetValue(replyId, out var reply) ? reply.Message : null;

    /// <summary>The message that an item is part of, and its place among those of its blocks that are items.</summary>
    public (int Message, int Place)? FindItem(string id) => items.TryGetValue(id, out var item) ? item : null;

    public void Add(string? replyId, IReadOnlyList<string> itemIds, int message)
    {
        if (replyId?.StartsWith(Prefix, StringComparison.Ordinal) != true)
            return;
        replies[replyId] = new(message, itemIds);
        MakeKnown(replyId);
        for (var place = 0; place < itemIds.Count; place++)
        {
            items[itemIds[place]] = (message, place);
            MakeKnown(itemIds[place]);
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("replies");
        foreach (var (id, reply) in replies.OrderBy(reply => reply.Value.Message))
        {
            json.WriteStartArray();
            json.WriteStringValue(id);
            json.WriteNumberValue(reply.Message);
            foreach (var item in reply.Items)
                json.WriteStringValue(item);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    public void Read(JsonElement state)
    {
        foreach (var reply in state.Items("replies"))
            Add(reply[0].GetString(), [.. reply.EnumerateArray().Skip(2).Select(item => item.GetString()!)], reply[1].GetInt32());
    }

    private void MakeKnown(string id)
    {
        if (latest.Count == Latest)
            latest.Dequeue();
        latest.Enqueue(SessionSummary.HeadOf(id));
    }
}
