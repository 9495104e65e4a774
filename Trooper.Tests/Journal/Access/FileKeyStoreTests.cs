using Trooper.Core.Access;
using Trooper.Journal.Access;

namespace Trooper.Tests.Journal.Access;

/// <summary>The contract, in a folder.</summary>
public sealed class FileKeyStoreTests : KeyStoreContract, IDisposable
{
    private readonly TestFolder folder = new();

    private string KeyFile => Path.Combine(folder.Path, "keys.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_file_is_for_its_owners_eyes_only()
    {
        await using var store = Open();
        await Smith(store).Create(new() { Team = "blue", Name = "a test" }, default);

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        Assert.Empty(folder.Files("*.tmp"));
    }

    [Fact]
    public async Task A_file_that_is_no_key_book_is_neither_read_nor_written_over()
    {
        await using var store = Open();
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(KeyFile, """{"keys":[{"id":"x"}]}""");

        Assert.Contains(KeyFile, (await Assert.ThrowsAsync<KeyStoreException>(() => store.Read(default))).Message);
        await Assert.ThrowsAsync<KeyStoreException>(() => Smith(store).Create(new() { Team = "blue", Name = "a test" }, default));
        Assert.Equal("""{"keys":[{"id":"x"}]}""", File.ReadAllText(KeyFile));
    }

    [Fact]
    public async Task The_lock_of_the_journal_does_not_matter()
    {
        await using var journal = await folder.Open();
        await using var store = Open();

        await Smith(store).Create(new() { Team = "blue", Name = "a test" }, default);

        Assert.Single((await store.Read(default)).Keys);
    }

    protected override IKeyStore Open() => new FileKeyStore(folder.Path, TimeProvider.System);
}
