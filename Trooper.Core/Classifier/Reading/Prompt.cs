namespace Trooper.Core.Classifier.Reading;

/// <summary>
/// A prompt as the rules see it: lower-case words, numbers and arithmetic signs, in order, without other punctuation or emoji.
/// A colon, a line break or a quotation mark parts the instruction from the body that it is about; without one there is no body.
/// </summary>
internal readonly ref struct Prompt(ReadOnlySpan<string> words, int bodyStart, bool isForeign)
{
    public ReadOnlySpan<string> Words { get; } = words;

    public ReadOnlySpan<string> Instruction => Words[..bodyStart];

    public ReadOnlySpan<string> Body => Words[bodyStart..];

    /// <summary>Letters of another script stand in it.</summary>
    public bool IsForeign { get; } = isForeign;
}
