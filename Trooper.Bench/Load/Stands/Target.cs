namespace Trooper.Bench.Load.Stands;

/// <summary>A server that load can be sent to.</summary>
internal sealed record Target(string Name, ServerProcess Server)
{
    public int Port => Server.Port;
}
