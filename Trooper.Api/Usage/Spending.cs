using Trooper.Api.Providers;
using Trooper.Core.Sessions;
using Trooper.Core.Usage;

namespace Trooper.Api.Usage;

/// <summary>What one provider's part in a turn took.</summary>
internal readonly record struct Spending(Provider Provider, string Model, TokenUsage Usage)
{
    /// <param name="price">Null where it is not known; it counts as nothing then.</param>
    public UsageCounts Counts(Price? price)
    {
        var tokens = (long)Usage.Input + Usage.Output;
        return Provider.IsLocal
            ? new(0, Usage.Input, Usage.Output, tokens, 0)
            : new(0, Usage.Input, Usage.Output, 0, price?.Of(Usage) ?? 0);
    }
}
