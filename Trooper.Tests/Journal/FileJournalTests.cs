using Trooper.Core.Sessions;

namespace Trooper.Tests.Journal;

/// <summary>The contract, with everything in the log.</summary>
public class FileJournalTests : JournalContract, IDisposable
{
    private readonly TestFolder _folder = new();

    protected virtual long MaxLogBytes => 32 * 1024 * 1024;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _folder.Dispose();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Assert.Empty(_folder.Notices);
    }

    protected override async Task<IJournal> Open() => await _folder.Open(MaxLogBytes);
}

/// <summary>The contract, with the log filed after every batch.</summary>
public sealed class FiledJournalTests : FileJournalTests
{
    protected override long MaxLogBytes => 1;
}
