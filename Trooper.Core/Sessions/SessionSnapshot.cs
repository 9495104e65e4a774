using System.Buffers;
using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Sitrep;

namespace Trooper.Core.Sessions;

/// <summary>A session's state as JSON, so that an activation reads this and the few events behind it.</summary>
internal static class SessionSnapshot
{
    /// <summary>Changes whenever the form does: a snapshot of another form is ignored, and the events are read from the first.</summary>
    private const int Form = 3;

    public static Snapshot Take(Session session)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("form", Form);
            session.WriteState(json);
            WriteTree(json, session.Tree);
            WriteInsight(json, session.Insight);
            json.WriteEndObject();
        }
        return new(session.Version, output.WrittenMemory);
    }

    /// <returns>Null when the snapshot is of another form or unreadable.</returns>
    public static Session? TryRestore(SessionKey key, Snapshot snapshot)
    {
        try
        {
            using var document = JsonDocument.Parse(snapshot.State, new() { MaxDepth = JsonLimits.MaxDepth });
            var state = document.RootElement;
            if (state.Int("form") != Form)
                return null;
            var session = new Session(key);
            ReadTree(state, session.Tree);
            session.ReadState(state, snapshot.Version);
            ReadInsight(state, session.Insight);
            return session;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static void WriteTree(Utf8JsonWriter json, MessageTree tree)
    {
        json.WriteNumber("head", tree.Head);
        json.WriteStartArray("nodes");
        for (var index = 0; index < tree.Count; index++)
        {
            var node = tree[index];
            json.WriteStartArray();
            json.WriteNumberValue(node.Parent);
            json.WriteStringValue(node.Hash.ToString());
            json.WriteNumberValue((int)node.Role);
            json.WriteNumberValue((int)node.Locality);
            json.WriteNumberValue(node.Tokens);
            json.WriteNumberValue(node.Prose);
            json.WriteNumberValue(node.Version);
            json.WriteNumberValue(node.Place);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void ReadTree(JsonElement state, MessageTree tree)
    {
        foreach (var fields in state.GetProperty("nodes").EnumerateArray())
        {
            var parent = fields[0].GetInt32();
            var hash = ContentHash.Parse(fields[1].GetString()!);
            tree.Restore(new()
            {
                Parent = parent,
                Depth = parent == MessageTree.Root ? 0 : tree[parent].Depth + 1,
                Hash = hash,
                Chain = CanonicalForm.Chain(parent == MessageTree.Root ? ContentHash.None : tree[parent].Chain, hash),
                Role = (Role)fields[2].GetInt32(),
                Locality = (Locality)fields[3].GetInt32(),
                Tokens = fields[4].GetInt32(),
                Prose = fields[5].GetInt32(),
                Version = fields[6].GetInt64(),
                Place = fields[7].GetInt32(),
            });
        }
        tree.MoveTo(state.GetProperty("head").GetInt32());
    }

    private static void WriteInsight(Utf8JsonWriter json, Insight insight)
    {
        var (full, cloud, count, head) = insight.State;
        json.WriteNumber("folded", count);
        json.WriteNumber("folded_head", head);
        json.WritePropertyName("sitrep");
        full.Write(json);
        if (cloud is not null)
        {
            json.WritePropertyName("cloud_sitrep");
            cloud.Write(json);
        }
    }

    private static void ReadInsight(JsonElement state, Insight insight) => insight.Restore(
        SitrepFold.Read(state.GetProperty("sitrep")),
        state.Object("cloud_sitrep") is { } cloud ? SitrepFold.Read(cloud) : null,
        state.GetProperty("folded").GetInt32(),
        state.GetProperty("folded_head").GetInt32());
}
