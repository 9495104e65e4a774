using System.Text;
using Trooper.Journal.Files;

namespace Trooper.Journal.Blocks;

/// <summary>
/// Large strings in files of their own, by their hashes, and beside them a list of who uses them. Both are durable before the event that refers to a
/// block; a block goes with the last session that uses it.
/// </summary>
internal sealed class BlockFiles(JournalFolder folder, Action<JournalNotice> report)
{
    /// <summary>A file costs flushes of its own, which a smaller string is not worth.</summary>
    public const int MinLength = 64 * 1024;

    private const string UsesFile = "uses";

    private readonly Lock gate = new();
    private readonly BlockUses uses = new();

    public static string ShardOf(BlockHash block) => block.Digits[..2];

    /// <summary>Reads who uses what.</summary>
    /// <param name="existing">The names of the sessions that there are. A crash may have left the blocks of one that never came to be.</param>
    public void Load(Func<IReadOnlySet<string>> existing)
    {
        foreach (var shard in Directory.Exists(folder.Blocks) ? Directory.GetDirectories(folder.Blocks) : [])
        {
            foreach (var line in ReadLines(Path.Combine(shard, UsesFile)))
                uses.Add(line[1], new BlockHash(line[0]));
        }
        if (uses.Sessions.Count == 0)
            return;
        foreach (var gone in uses.Sessions.Except(existing()).ToList())
            Release(gone);
    }

    /// <summary>Makes blocks of a session durable, those that are new to it.</summary>
    public void Keep(string session, IReadOnlyList<Block> blocks)
    {
        foreach (var block in blocks)
        {
            lock (gate)
                Keep(session, block);
        }
    }

    /// <summary>The session is being erased: so are the blocks that no other uses.</summary>
    public void Release(string session)
    {
        lock (gate)
        {
            foreach (var shard in uses.Remove(session).GroupBy(ShardOf))
            {
                foreach (var block in shard.Where(block => !uses.IsUsed(block)))
                    File.Delete(FileOf(block));
                WriteUses(shard.Key);
            }
        }
    }

    /// <summary>The JSON of an event with its blocks where they were.</summary>
    public ReadOnlyMemory<byte> Join(ReadOnlySpan<byte> stored) => CutEvent.Join(stored.ToArray(), Read);

    private ReadOnlyMemory<byte> Read(BlockHash block)
    {
        try
        {
            return File.ReadAllBytes(FileOf(block));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            report(new JournalNotice(JournalNoticeKind.Damage, FileOf(block), "a large part of an event is missing; the event is read without it"));
            return default;
        }
    }

    private void Keep(string session, Block block)
    {
        var shard = ShardOf(block.Hash);
        // First who uses it: what a crash leaves behind is then found by its session.
        if (uses.Add(session, block.Hash))
        {
            folder.MakeBlockFolder(shard);
            WriteUses(shard);
        }
        if (!File.Exists(FileOf(block.Hash)))
            AtomicFile.Write(folder, FileOf(block.Hash), block.Bytes.Span, folder.FlushesToDisk);
    }

    private void WriteUses(string shard)
    {
        var lines = new StringBuilder();
        foreach (var (block, session) in uses.In(shard))
            lines.Append(block).Append(' ').Append(session).Append('\n');
        AtomicFile.Write(folder, Path.Combine(folder.Blocks, shard, UsesFile), Encoding.ASCII.GetBytes(lines.ToString()), folder.FlushesToDisk);
    }

    private static IEnumerable<string[]> ReadLines(string path) => File.Exists(path) ? File.ReadLines(path).Select(line => line.Split(' ')) : [];

    private string FileOf(BlockHash block) => Path.Combine(folder.Blocks, ShardOf(block), block.Digits);
}
