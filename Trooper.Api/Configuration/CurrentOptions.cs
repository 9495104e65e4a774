namespace Trooper.Api.Configuration;

/// <summary>The options that hold now. What takes more than a moment asks once, at its beginning, and keeps what it got.</summary>
public sealed class CurrentOptions(TrooperOptions first)
{
    private volatile TrooperOptions now = first;

    public TrooperOptions Now => now;

    internal void Replace(TrooperOptions next) => now = next;
}
