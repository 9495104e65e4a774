using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>
/// The summaries of filed sessions, in as many files as there are shards, so that a start reads few files and an erasure rewrites little.
/// In a file the last line of a session counts; its range says up to where the session's events are filed. Only the filing thread writes.
/// </summary>
internal sealed class SummaryFiles(JournalFolder folder, SessionIndex index, SessionSalvage salvage, Action<JournalNotice> report)
{
    private readonly SummaryFile[] files =
        [.. Enumerable.Range(0, JournalFolder.Shards).Select(number => new SummaryFile(folder, JournalFolder.ShardName(number)))];

    public void Load() => Parallel.ForEach(files, file =>
    {
        if (file.Load(index))
            return;
        report(new JournalNotice(JournalNoticeKind.Damage, file.Path, "summaries cannot be read; what they said is taken from earlier ones and from the events"));
        foreach (var session in salvage.Recover(file.Shard))
            file.Sessions.Add(session);
        file.Rewrite();
    });

    public void Append(IEnumerable<SessionEntry> sessions)
    {
        foreach (var shard in sessions.GroupBy(session => NumberOf(session.Key)))
            files[shard.Key].Append(shard);
    }

    public void Erase(SessionEntry session)
    {
        var file = files[NumberOf(session.Key)];
        if (file.Sessions.Remove(session))
            file.Rewrite();
    }

    private static int NumberOf(SessionKey session) => Convert.FromHexString(JournalFolder.PlaceOf(session).Shard)[0];
}
