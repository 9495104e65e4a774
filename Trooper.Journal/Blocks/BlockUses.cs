namespace Trooper.Journal.Blocks;

/// <summary>Which sessions, by the names of their files, use which blocks.</summary>
internal sealed class BlockUses
{
    private readonly Dictionary<BlockHash, HashSet<string>> sessions = [];
    private readonly Dictionary<string, HashSet<BlockHash>> blocks = [];

    public IReadOnlyCollection<string> Sessions => blocks.Keys;

    /// <returns>False when it was known.</returns>
    public bool Add(string session, BlockHash block)
    {
        Of(blocks, session).Add(block);
        return Of(sessions, block).Add(session);

        static HashSet<TValue> Of<TKey, TValue>(Dictionary<TKey, HashSet<TValue>> all, TKey key)
            where TKey : notnull
        {
            if (!all.TryGetValue(key, out var values))
                all.Add(key, values = []);
            return values;
        }
    }

    /// <returns>The blocks that it used.</returns>
    public IReadOnlyCollection<BlockHash> Remove(string session)
    {
        if (!blocks.Remove(session, out var used))
            return [];
        foreach (var block in used)
        {
            sessions[block].Remove(session);
            if (sessions[block].Count == 0)
                sessions.Remove(block);
        }
        return used;
    }

    public bool IsUsed(BlockHash block) => sessions.ContainsKey(block);

    public IEnumerable<(BlockHash Block, string Session)> In(string shard) =>
        sessions.Where(block => BlockFiles.ShardOf(block.Key) == shard).SelectMany(block => block.Value.Select(session => (block.Key, session)));
}
