using Trooper.Core.Sessions;

namespace Trooper.Journal.Postgres;

/// <summary>What the writer does, in the order of the calls.</summary>
internal interface IWriterWork;

/// <summary>Looks whether the spool can be emptied.</summary>
internal sealed class ReplayCheck : IWriterWork;

/// <summary>A session is to be forgotten. In order with the appends, so that none of them brings it back.</summary>
internal sealed class Deletion(SessionKey key) : IWriterWork
{
    private readonly TaskCompletionSource<bool> existed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SessionKey Key => key;

    public Task<bool> Existed => this.existed.Task;

    public void Complete(bool existed) => this.existed.TrySetResult(existed);

    public void Fail(Exception cause) => this.existed.TrySetException(cause);
}
