using System.Globalization;

namespace Trooper.Core.Providers;

/// <summary>By how much a prompt is too long, in tokens.</summary>
public readonly record struct PromptExcess(int Tokens, int Maximum)
{
    /// <summary>Smaller numbers in an error are no windows.</summary>
    private const int LeastWindow = 256;

    /// <summary>
    /// Reads it from a provider's words: all of them say both numbers, in an order of their own, and the prompt's is the greater one.
    /// Null where they don't.
    /// </summary>
    public static PromptExcess? Read(string message)
    {
        var numbers = new List<int>();
        for (var at = 0; at < message.Length; at++)
        {
            if (!char.IsAsciiDigit(message[at]))
                continue;
            var start = at;
            while (at < message.Length && (char.IsAsciiDigit(message[at]) || (message[at] == ',' && at + 1 < message.Length && char.IsAsciiDigit(message[at + 1]))))
                at++;
            if (int.TryParse(message.AsSpan(start, at - start), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number >= LeastWindow)
                numbers.Add(number);
        }
        return numbers.Distinct().OrderDescending().ToList() is [var tokens, var maximum, ..] ? new(tokens, maximum) : null;
    }
}
