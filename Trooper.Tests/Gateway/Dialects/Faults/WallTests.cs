using Trooper.Tests.Gateway.Hosting;
using Xunit.Abstractions;

namespace Trooper.Tests.Gateway.Dialects.Faults;

/// <summary>
/// Whatever a stream does, and wherever: the client has a whole answer or its protocol's error, never one that only looks whole. The outcomes are
/// printed, and left beside the tests in <c>fault-wall</c>.
/// </summary>
public sealed class WallTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> Pairs => Dialects.Pairs.Each;

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Each_fault_ends_in_an_answer_or_an_error(string client, string provider)
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.StartWith(provider == "ollama" ? [] : [provider], time, ("BREAKER_COOLDOWN", "1s"));

        var table = await new Wall(client, provider, trooper, time).Table();

        output.WriteLine(table);
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "fault-wall"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{client}-over-{provider}.txt"), table);
        Assert.Empty(trooper.Log.Faults);
    }
}
