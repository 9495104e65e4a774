using System.Globalization;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>
/// Tells by its name whether a model reasons: OpenAI's lists say nothing of it, and each kind refuses parameters that the other takes.
/// </summary>
public static class ReasoningModels
{
    private const int FirstGeneration = 5;

    public static bool Includes(string model)
    {
        if (model.Contains("-chat", StringComparison.Ordinal) || model.Contains("non-reasoning", StringComparison.Ordinal))
            return false;
        return model is ['o', >= '0' and <= '9', ..] || GenerationOf(model) >= FirstGeneration || model.Contains("reasoning", StringComparison.Ordinal);
    }

    private static int GenerationOf(string model)
    {
        const string Family = "gpt-";
        if (!model.StartsWith(Family, StringComparison.Ordinal))
            return 0;
        var digits = string.Concat(model.Skip(Family.Length).TakeWhile(char.IsAsciiDigit).Take(4));
        return digits.Length == 0 ? 0 : int.Parse(digits, CultureInfo.InvariantCulture);
    }
}
