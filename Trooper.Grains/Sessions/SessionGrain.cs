using System.Data.Common;
using System.Runtime.CompilerServices;
using Orleans.Placement;
using Trooper.Core.Conversations;
using Trooper.Core.Sessions;

namespace Trooper.Grains.Sessions;

/// <summary>
/// A session in a cluster: its <see cref="SessionActor"/>, let in one call at a time. The journal's fence, not the cluster's membership, keeps a
/// session from forking: of two activations that both think they are it, one can write, and the other goes.
/// </summary>
[CollectionAgeLimit(Minutes = 2)]
[PreferLocalPlacement]
public sealed class SessionGrain(IJournal journal, TimeProvider time) : Grain, ISessionGrain, IIncomingGrainCallFilter
{
    private readonly Dictionary<int, (IReadOnlyList<SessionUpdate> Missed, Watcher Next)> joined = [];
    private int lastWatcher;

    private SessionActor Session => field ??= new(SessionGrainKey.Parse(this.GetPrimaryKeyString()), journal, time);

    public async Task<int> Align(History history) => await Session.Align([.. history.Chains.Select(chain => new Core.Conversations.ContentHash(chain))], default);

    public async Task<TurnBegun> Begin(BeginTurn turn) => new(await Session.Begin(turn.Opening, default), Session.WatchStamp > 0);

    public async Task<TurnBegun> Preview(BeginTurn turn) => new(await Session.Preview(turn.Opening, default), Session.WatchStamp > 0);

    public async Task<ContextBuilt?> Context(BuildContext build) =>
        await Session.Knows(build.Demand.Turn, build.Demand.Ticket, default) ? new(await Session.Context(build.Demand, default)) : null;

    public async Task FallBack(FallBackTurn turn) => await Session.FallBack(turn.Turn, turn.From, turn.To, turn.Trigger, turn.Ticket);

    public async Task<TurnEnded> Complete(EndTurn turn)
    {
        var closed = await Session.Complete(turn.Outcome);
        return new(closed != TurnClosed.UnknownTurn, closed.TokensSaved);
    }

    public async Task<int> Append(AppendMessage message) => await Session.Append(message.Message, message.Provider, default);

    public async Task<Transcript> Transcript(int? after, int? limit, bool all) => new((await Session.Transcript(new(after, limit, all), default))?.ToArray());

    public async Task<Sitrep> Sitrep() => new(await Session.Sitrep(default));

    public async Task<Recovery> Recovery() => new(await Session.Recovery(default));

    public async Task<Ledger> Ledger() => new((await Session.Ledger(default))?.ToArray());

    public async Task<Receipts> Receipts() => new((await Session.Receipts(default))?.ToArray());

    public async Task<FoundItems> Items(string[] ids)
    {
        var items = await Session.Items(ids, default);
        return new([.. items.Keys], new(Role.Assistant, [.. items.Values]));
    }

    public Task<int> Piece(int turn, int start, string text)
    {
        Session.Delta(turn, start, text);
        return WatchStamp();
    }

    public Task<int> WatchStamp() => Task.FromResult(Session.WatchStamp);

    public async Task<bool> Join(int watcher, string? after)
    {
        if (await Session.Join(UpdateId.TryParse(after, null, out var last) ? last : null, default) is not { } start)
            return false;
        joined[watcher] = start;
        return true;
    }

    public async IAsyncEnumerable<News> Watch(string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var watcher = ++lastWatcher;
        if (!await this.AsReference<ISessionGrain>().Join(watcher, after))
            yield break;
        joined.Remove(watcher, out var start);
        try
        {
            foreach (var update in start.Missed)
                yield return News.Of(update);
            await foreach (var update in start.Next.Updates.ReadAllAsync(cancellation))
                yield return News.Of(update);
        }
        finally
        {
            Session.Leave(start.Next);
        }
    }

    public async Task<bool> Delete() => await Session.Delete(default);

    /// <summary>What could not be kept is one fault to the caller, whatever the journal's own word for it.</summary>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (VersionConflictException e)
        {
            DeactivateOnIdle(); // another activation has the session: the next call must look for it anew
            throw new SessionMovedException(e.Message);
        }
        catch (Exception e) when (e is JournalUnavailableException or DbException or IOException or TimeoutException)
        {
            throw new SessionMovedException($"the journal can't be reached: {e.Message}");
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellation)
    {
        // A turn that has begun is on its way to the journal; the activation that comes next must find it there.
        await Session.Flush().AsTask().WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }
}
