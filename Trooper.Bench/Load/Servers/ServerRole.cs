namespace Trooper.Bench.Load.Servers;

/// <summary>The bench as one of the processes that it measures with. It ends when its standard input does, so that it never outlives its parent.</summary>
internal static class ServerRole
{
    public static async Task<int> Run(IReadOnlyList<string> role)
    {
        await using var server = role switch
        {
            ["upstream", var port] => FakeUpstream.Build(int.Parse(port)),
            ["relay", var port, var upstream] => BareRelay.Build(int.Parse(port), new Uri(upstream)),
            _ => throw new ArgumentException($"no such role: {string.Join(' ', role)}"),
        };
        await server.StartAsync();
        await Console.In.ReadToEndAsync();
        await server.StopAsync();
        return 0;
    }
}
