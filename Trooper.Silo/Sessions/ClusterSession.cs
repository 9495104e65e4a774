using System.Runtime.CompilerServices;
using Trooper.Core.Conversations;
using Trooper.Core.Recovery;
using Trooper.Core.Sessions;
using Trooper.Core.Sitrep;
using Trooper.Grains.Sessions;

namespace Trooper.Silo.Sessions;

/// <summary>
/// A session as a request sees it, from any node. It keeps what the request's turn is made of until the turn has ended: where the session moved and
/// lost the beginning, it is begun again, and nobody notices.
/// </summary>
internal sealed class ClusterSession(ISessionGrain grain, Patience patience, TimeProvider time) : ISession
{
    private static readonly TimeSpan StampAge = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, BegunTurn> turns = [];
    private readonly TurnPatience forTurn = patience.OfTurn();
    private bool hasMoved;
    private int watchStamp;
    private long stampAskedAt;

    public ValueTask<int> Align(IReadOnlyList<ContentHash> chains, CancellationToken cancellation) =>
        forTurn.Begin(() => grain.Align(new([.. chains.Select(chain => chain.Value)])), cancellation);

    public async ValueTask<TurnOpened> Begin(TurnOpening opening, CancellationToken cancellation)
    {
        opening = opening with { Ticket = Random.Shared.NextInt64(1, long.MaxValue) };
        var (opened, isWatched) = await forTurn.Begin(() => grain.Begin(new(opening)), cancellation);
        if (Refused(opened) is { } refused)
            return refused;
        turns[opened.Turn] = new(opening, opened.Turn);
        watchStamp = isWatched ? 1 : 0;
        stampAskedAt = time.GetTimestamp();
        return opened;
    }

    public async ValueTask<TurnOpened> Preview(TurnOpening opening, CancellationToken cancellation)
    {
        var (opened, _) = await forTurn.Begin(() => grain.Preview(new(opening)), cancellation);
        return Refused(opened) ?? opened;
    }

    public async ValueTask<SessionContext> Context(ContextDemand demand, CancellationToken cancellation)
    {
        var turn = turns.GetValueOrDefault(demand.Turn);
        var context = await forTurn.Begin(() => Known(turn, async () =>
            (await grain.Context(new(turn?.Name(demand) ?? demand)))?.Context), cancellation);
        if (context.HoldsLocalOnly)
            turn?.Tell(demand.Provider);
        return context;
    }

    // A note for the record: the turn goes on without it.
    public async ValueTask FallBack(int turn, string from, string? to, string trigger)
    {
        if (!turns.TryGetValue(turn, out var begun))
            return;
        await grain.FallBack(new(begun.Number, begun.Ticket, from, to, trigger)).WaitAsync(Patience.ForNote)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public async ValueTask<TurnClosed> Complete(TurnOutcome outcome)
    {
        var turn = turns.GetValueOrDefault(outcome.Turn);
        var ended = await (outcome.Answer is null ? forTurn.EndWithout(End) : forTurn.End(End));
        return new(ended.TokensSaved);

        Task<TurnEnded> End() => Known(turn, async () => await grain.Complete(new(turn?.Name(outcome) ?? outcome)) is { IsKnown: true } known ? known : null);
    }

    public ValueTask<int> Append(Message message, string? provider, CancellationToken cancellation) => Patience.Once(() => grain.Append(new(message, provider)));

    public async ValueTask<IReadOnlyList<TranscriptTurn>?> Transcript(TranscriptQuery query, CancellationToken cancellation) =>
        (await patience.Call(Patience.ForBeginning, () => grain.Transcript(query.After, query.Limit, query.All), cancellation)).Turns;

    public async ValueTask<SitrepReport?> Sitrep(CancellationToken cancellation) =>
        (await patience.Call(Patience.ForBeginning, grain.Sitrep, cancellation)).Report;

    public async ValueTask<RecoveryReport?> Recovery(CancellationToken cancellation) =>
        (await patience.Call(Patience.ForBeginning, grain.Recovery, cancellation)).Report;

    public async ValueTask<IReadOnlyList<LedgerTurn>?> Ledger(CancellationToken cancellation) =>
        (await patience.Call(Patience.ForBeginning, grain.Ledger, cancellation)).Turns;

    public async ValueTask<IReadOnlyList<Receipt>?> Receipts(CancellationToken cancellation) =>
        (await patience.Call(Patience.ForBeginning, grain.Receipts, cancellation)).All;

    public async ValueTask<IReadOnlyDictionary<string, Block>> Items(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var (found, said) = await patience.Call(Patience.ForBeginning, () => grain.Items([.. ids]), cancellation);
        return found.Zip(said.Content).ToDictionary(item => item.First, item => item.Second);
    }

    public int WatchStamp()
    {
        if (watchStamp == 0 && time.GetElapsedTime(stampAskedAt) >= StampAge)
        {
            stampAskedAt = time.GetTimestamp();
            _ = Note(grain.WatchStamp());
        }
        return watchStamp;
    }

    public void Delta(int turn, int start, string text) => _ = Note(grain.Piece(turns.GetValueOrDefault(turn)?.Number ?? turn, start, text));

    public async IAsyncEnumerable<SessionUpdate> Watch(UpdateId? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = after;
        while (true)
        {
            await using var news = grain.Watch(last?.ToString(), cancellation).GetAsyncEnumerator(cancellation);
            while (await Next(news))
            {
                if (news.Current.Update is not { } update)
                    continue;
                last = update.Id;
                yield return update;
            }
            if (!hasMoved)
                yield break;
            hasMoved = false;
        }
    }

    public ValueTask<bool> Delete(CancellationToken cancellation) => patience.Call(Patience.ForBeginning, grain.Delete, cancellation);

    // Best effort: where the session can't be reached, those who watch it see the answer when it is whole.
    private async Task Note(Task<int> stamp)
    {
        await ((Task)stamp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stamp.IsCompletedSuccessfully)
            watchStamp = await stamp;
    }

    /// <summary>Makes a call for a turn, and begins the turn again where the session answers that it doesn't know it.</summary>
    private async Task<T> Known<T>(BegunTurn? turn, Func<Task<T?>> call)
        where T : class
    {
        if (await call() is { } answer)
            return answer;
        if (turn is null)
            throw new SessionMovedException("the session does not know the turn");
        var (opened, _) = await grain.Begin(new(turn.Opening));
        if (Refused(opened) is not null)
            throw new SessionMovedException("the session does not know the history that the turn builds on");
        turn.Number = opened.Turn;
        return await call() ?? throw new SessionMovedException("the session moved again");
    }

    /// <summary>The answers that are no turn are told by being the very ones, which they no longer are when they come from another node.</summary>
    private static TurnOpened? Refused(TurnOpened opened) =>
        new[] { TurnOpened.UnknownHistory, TurnOpened.UnknownReply, TurnOpened.UnknownMessage }.FirstOrDefault(refusal => refusal.Turn == opened.Turn);

    // A watch ends with the activation that it watches; the next one goes on from the last update.
    private async ValueTask<bool> Next(IAsyncEnumerator<News> news)
    {
        try
        {
            return await news.MoveNextAsync();
        }
        catch (Exception e) when (Patience.MayPass(e) || e is EnumerationAbortedException)
        {
            hasMoved = true;
            return false;
        }
    }
}
