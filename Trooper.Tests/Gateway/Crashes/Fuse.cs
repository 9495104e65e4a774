namespace Trooper.Tests.Gateway.Crashes;

/// <summary>Burns down with every piece that any client reads, and goes off once: in the middle of whatever is under way then.</summary>
internal sealed class Fuse(int length, Action goOff)
{
    private int left = length;

    public void Burn()
    {
        if (Interlocked.Decrement(ref left) == 0)
            goOff();
    }
}
