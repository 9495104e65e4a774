using Orleans.Concurrency;

namespace Trooper.Grains.Sessions;

/// <summary>
/// A session on some node of the cluster. The methods are those of <see cref="Core.Sessions.ISession"/>; a turn is named by its number and the ticket
/// that its caller drew, as the session may have moved, and lost what was not yet durable, between two calls.
/// </summary>
[Alias("trooper.session")]
public interface ISessionGrain : IGrainWithStringKey
{
    [Alias("align")]
    Task<int> Align(History history);

    [Alias("begin")]
    Task<TurnBegun> Begin(BeginTurn turn);

    [Alias("preview")]
    Task<TurnBegun> Preview(BeginTurn turn);

    /// <returns>Null when the session does not know the turn.</returns>
    [Alias("context")]
    Task<ContextBuilt?> Context(BuildContext demand);

    [Alias("fall-back")]
    Task FallBack(FallBackTurn turn);

    [Alias("complete")]
    Task<TurnEnded> Complete(EndTurn turn);

    [Alias("append")]
    Task<int> Append(AppendMessage message);

    [Alias("transcript")]
    Task<Transcript> Transcript(int? after, int? limit, bool all);

    [Alias("sitrep")]
    Task<Sitrep> Sitrep();

    [Alias("recovery")]
    Task<Recovery> Recovery();

    [Alias("ledger")]
    Task<Ledger> Ledger();

    [Alias("receipts")]
    Task<Receipts> Receipts();

    [Alias("items")]
    Task<FoundItems> Items(string[] ids);

    /// <summary>Passes a piece of an answer on to those who watch. Nobody waits for it.</summary>
    /// <returns>As <see cref="WatchStamp"/>.</returns>
    [Alias("piece"), AlwaysInterleave]
    Task<int> Piece(int turn, int start, string text);

    [Alias("watch-stamp"), AlwaysInterleave]
    Task<int> WatchStamp();

    /// <summary>Makes ready what <see cref="Watch"/> goes on to tell. For the grain's own use: a stream runs beside other calls, and joining must not.</summary>
    [Alias("join")]
    Task<bool> Join(int watcher, string? after);

    /// <param name="after">The id of the last update that the caller had.</param>
    /// <param name="cancellation">Ends the watch.</param>
    [Alias("watch"), AlwaysInterleave]
    IAsyncEnumerable<News> Watch(string? after, CancellationToken cancellation);

    [Alias("delete")]
    Task<bool> Delete();
}
