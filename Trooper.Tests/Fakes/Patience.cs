namespace Trooper.Tests.Fakes;

/// <summary>The one limit of every wait of a test. It is long: only a test that has already failed gets there.</summary>
public static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
}
