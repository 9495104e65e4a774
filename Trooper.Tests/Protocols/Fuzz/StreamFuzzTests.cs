namespace Trooper.Tests.Protocols.Fuzz;

/// <summary>Whatever a provider's stream turns into on its way: no crash, no hang, no flood, and the same answer whatever the chunks it comes in.</summary>
public sealed class StreamFuzzTests
{
    public static TheoryData<string> Names => [.. Capture.All.Select(capture => capture.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stream_is_read_alike_however_it_is_cut(string name)
    {
        var capture = Capture.All.Single(capture => capture.Name == name);
        var whole = Relayed.Of(capture, capture.Bytes, () => int.MaxValue);
        Assert.Equal("ended", whole.End);

        for (var size = 1; size < capture.Bytes.Length; size += size < 64 ? 1 : 97)
            Assert.Equal(whole.Story, Relayed.Of(capture, capture.Bytes, () => size).Story);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_damaged_stream_is_read_alike_however_it_is_cut(string name)
    {
        var capture = Capture.All.Single(capture => capture.Name == name);
        Budget.Spend(seed =>
        {
            var chance = new Random(seed);
            var damaged = Mutation.Of(capture.Bytes, chance);

            var whole = Relayed.Of(capture, damaged, () => int.MaxValue);
            var inPieces = Relayed.Of(capture, damaged, () => chance.Next(1, 40));

            Assert.Equal(whole.Story, inPieces.Story);
            whole.AssertWellFormed();
            Assert.True(whole.Written < 100_000 + damaged.Length * 30, $"{whole.Written} bytes from {damaged.Length}");
        });
    }
}
