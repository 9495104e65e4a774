using System.Threading.Channels;

namespace Trooper.Core.Sessions;

/// <summary>
/// One who watches a session. Of each answer that is being written it is told all, from its beginning and without gaps, however late it came.
/// One that is too slow loses the oldest news, never slows the session; it can ask again from the last id that it had.
/// </summary>
public sealed class Watcher
{
    private const int Backlog = 512;
    private const int MostAnswers = 16;

    private readonly Lock gate = new();
    private readonly Channel<SessionUpdate> updates;
    private readonly Dictionary<int, int> told = []; // by turn, how much of its answer: characters
    private bool hasLost;

    internal Watcher() => updates = Channel.CreateBounded<SessionUpdate>(
        new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
        lost => hasLost |= lost is DeltaUpdate);

    public ChannelReader<SessionUpdate> Updates => updates.Reader;

    /// <returns>False when it lacks what comes before.</returns>
    internal bool Tell(SessionUpdate update)
    {
        lock (gate)
        {
            if (update is DeltaUpdate delta)
                return TellPiece(delta);
            updates.Writer.TryWrite(update);
            return true;
        }
    }

    internal void End() => updates.Writer.TryComplete();

    private bool TellPiece(DeltaUpdate delta)
    {
        if (hasLost)
        {
            told.Clear();
            hasLost = false;
        }
        var known = told.GetValueOrDefault(delta.Turn);
        if (delta.Start > known)
            return false;
        if (delta.Start + delta.Text.Length <= known)
            return true;
        if (known == 0 && told.Count == MostAnswers)
            told.Remove(told.Keys.Min());
        told[delta.Turn] = delta.Start + delta.Text.Length;
        updates.Writer.TryWrite(delta with { Start = known, Text = delta.Text[(known - delta.Start)..] });
        return true;
    }
}
