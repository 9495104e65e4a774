using Trooper.Core.Sitrep;

namespace Trooper.Core.Sessions;

/// <summary>
/// What is known of a session's progress: a fold over the live conversation, and from the first local-only message on a second one without
/// such messages, which is all that a cloud may be told. A branch makes the folds stale; they are then made anew from the journal.
/// </summary>
/// <remarks>A message is read when somebody asks: the first byte of an answer does not wait for it.</remarks>
public sealed class Insight
{
    /// <summary>What is not read yet stays in memory, so it is soon read all the same.</summary>
    private const int MostUnread = 16;

    private readonly Queue<(int Index, RecordedMessage Message, DateTimeOffset At)> unread = [];
    private SitrepFold full = new();
    private SitrepFold? cloud;
    private int folded;
    private int foldedHead = MessageTree.Root;
    private SitrepReport? report;

    public SitrepFold Full
    {
        get
        {
            ReadAll();
            return full;
        }
    }

    public SitrepReport Report
    {
        get
        {
            ReadAll();
            return Latest = report ??= full.Report();
        }
    }

    /// <summary>Brings <see cref="Latest"/> up to date.</summary>
    public void Refresh() => _ = Report;

    /// <summary>The report as it was when last asked for: for what must be cheap and may be a message behind.</summary>
    public SitrepReport Latest { get; private set; } = SitrepReport.Empty;

    /// <summary>The report for a context. It moves in steps, so that the contexts of consecutive turns begin alike.</summary>
    public SitrepReport ReportFor(Audience audience)
    {
        ReadAll();
        return (audience == Audience.Cloud && cloud is not null ? cloud : full).SteadyReport();
    }

    internal void Add(MessageTree tree, int index, RecordedMessage message, DateTimeOffset at)
    {
        if (IsUpTo(tree, tree[index].Parent))
            Fold(tree, index, message, at);
    }

    /// <summary>The live messages that are still to be folded, in order; asking forgets the folds of a branch that was left.</summary>
    internal IReadOnlyList<int> Missing(MessageTree tree)
    {
        if (folded > tree.Live.Count || (folded > 0 && tree.Live[folded - 1] != foldedHead))
        {
            unread.Clear();
            full = new();
            cloud = null;
            folded = 0;
            foldedHead = MessageTree.Root;
            report = null;
        }
        return folded == tree.Live.Count ? [] : [.. tree.Live.Skip(folded)];
    }

    internal void Fold(MessageTree tree, int index, RecordedMessage message, DateTimeOffset at)
    {
        unread.Enqueue((index, message, at));
        folded = tree[index].Depth + 1;
        foldedHead = index;
        if (unread.Count > MostUnread)
            ReadAll();
    }

    internal void Restore(SitrepFold restored, SitrepFold? restoredCloud, int count, int head)
    {
        (full, cloud, folded, foldedHead) = (restored, restoredCloud, count, head);
        report = null;
    }

    internal (SitrepFold Full, SitrepFold? Cloud, int Count, int Head) State => (Full, cloud, folded, foldedHead);

    private void ReadAll()
    {
        while (unread.TryDequeue(out var next))
        {
            var reading = new MessageReading(next.Index, next.Message.Message, next.At);
            if (next.Message.Locality == Locality.LocalOnly)
                cloud ??= full.Fork();
            else
                cloud?.Add(reading);
            full.Add(reading);
            report = null;
        }
    }

    private bool IsUpTo(MessageTree tree, int parent) => parent == foldedHead && folded == (parent == MessageTree.Root ? 0 : tree[parent].Depth + 1);
}

/// <summary>Who a context is for. A cloud is never shown what is local-only.</summary>
public enum Audience
{
    Local,
    Cloud,
}
