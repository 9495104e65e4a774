namespace Trooper.Tests.Fakes.Wire;

internal static class Violations
{
    /// <summary>What the first of the rules that are broken says; the others aren't looked at.</summary>
    public static Failure? FirstViolation(this IEnumerable<Failure?> rules) => rules.FirstOrDefault(violation => violation is not null);
}
