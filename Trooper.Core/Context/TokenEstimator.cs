using Trooper.Core.Conversations;

namespace Trooper.Core.Context;

/// <summary>Estimates tokens without a tokenizer, erring to the safe side: a text's cost is never less than its characters / 4.</summary>
public static class TokenEstimator
{
    public static int Cost(ReadOnlySpan<char> text) => (text.Length + 3) / 4;

    public static int Cost(Message message) => throw new NotImplementedException();

    public static int Cost(Tool tool) => throw new NotImplementedException();
}
