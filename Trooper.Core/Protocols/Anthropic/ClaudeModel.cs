namespace Trooper.Core.Protocols.Anthropic;

/// <summary>What a Claude model takes, read from its name: the API refuses what a model does not know.</summary>
public readonly record struct ClaudeModel(int Major, int Minor)
{
    /// <summary>Names are <c>claude-family-major-minor-date</c>, or <c>claude-major-minor-family-date</c> before 4; a name without numbers counts as old.</summary>
    public static ClaudeModel Of(string name)
    {
        var numbers = name.Split('-').Skip(1).Where(part => part.Length is 1 or 2 && part.All(char.IsAsciiDigit)).Select(int.Parse).Take(2).ToArray();
        return new(numbers is [var major, ..] ? major : 0, numbers is [_, var minor] ? minor : 0);
    }

    /// <summary>A last message of the assistant's, which the model goes on with; 4.6 and later refuse it.</summary>
    public bool TakesPrefill => !IsAtLeast(4, 6);

    /// <summary>Thinking as much as it finds fit, with an effort; older models take a budget of tokens.</summary>
    public bool ThinksAdaptively => IsAtLeast(4, 6);

    /// <summary>Sampling other than the default; 4.7 and later refuse it.</summary>
    public bool TakesSampling => !IsAtLeast(4, 7);

    /// <summary>Instructions in the middle of a conversation, as messages of the system's; since 4.8.</summary>
    public bool TakesSystemMessages => IsAtLeast(4, 8);

    private bool IsAtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);
}
