namespace Trooper.Core.Limits;

/// <summary>
/// How much a node takes at once: a part of what is left, so that slices shrink as a limit is used up. That makes few trips while there is much, and leaves
/// next to nothing unused at the end.
/// </summary>
public static class Slices
{
    private const int Part = 32;

    public static long Grant(long wanted, long left) => Math.Max(0, Math.Min(left, Math.Max(wanted, left / Part)));
}
