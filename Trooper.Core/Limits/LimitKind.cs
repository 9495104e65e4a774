namespace Trooper.Core.Limits;

/// <summary>What a key may be limited in. The numbers are stored.</summary>
public enum LimitKind
{
    RequestsPerMinute = 1,
    TokensPerDay = 2,

    /// <summary>In billionths of a dollar: the tokens of a small model cost less than a millionth.</summary>
    MoneyPerMonth = 3,
    ConcurrentStreams = 4,
}
